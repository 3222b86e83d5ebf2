import type { Clock } from './clock';
import type { QrValueForm } from './qrvalue';
import { qrValue } from './qrvalue';

/** Every status of a session, in the gateway's spelling. */
export const sessionStatuses = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'WORKING',
  'FAILED',
  'PASSKEY_REQUIRED',
  'PASSKEY_CONFIRMATION_REQUIRED',
] as const;

/** The status of a session. */
export type SessionStatus = (typeof sessionStatuses)[number];

/** The account that a session is linked to. */
export interface Account {
  readonly id: string;
  readonly pushName: string;
}

/** The behavior of a session; durations are in ms. */
export interface SessionOptions {
  /** Its name; random if undefined. */
  readonly name: string | undefined;
  /** The status at the start. STARTING and SCAN_QR_CODE change with time, every other status stays. */
  readonly initial: SessionStatus;
  /** From the start to the first code; Infinity if the first code never comes. */
  readonly starting: number;
  readonly firstCode: number;
  readonly laterCode: number;
  /** How many codes there are before the session is FAILED. */
  readonly codes: number;
  /** From the scan to WORKING. */
  readonly linking: number;
  readonly account: Account;
  /** One form for every code, or undefined for a random form each time. */
  readonly valueForm: QrValueForm | undefined;
}

/** The timing of WAHA's engines. */
export const realSession: SessionOptions = {
  name: undefined,
  initial: 'STARTING',
  starting: 3_000,
  firstCode: 60_000,
  laterCode: 20_000,
  codes: 6,
  linking: 4_000,
  account: { id: '201012345678@c.us', pushName: 'John Doe' },
  valueForm: undefined,
};

/** A QR code that a phone can scan. */
export interface Code {
  readonly value: string;
  /** The time at which it expires, in ms since the epoch. */
  readonly until: number;
}

/** What a phone reports: `expired` for a value that was valid once. */
export type ScanResult = 'linked' | 'expired' | 'unknown';

/** A period in which a session has one status. */
interface Period {
  readonly status: SessionStatus;
  /** The time at which the next period begins; Infinity if only an action ends this one. */
  readonly until: number;
  /** The QR code value that is valid in it. */
  readonly value?: string;
}

const workingPeriod: Period = { status: 'WORKING', until: Infinity };
const failedPeriod: Period = { status: 'FAILED', until: Infinity };

/** One session. Its periods are laid out in advance, so its state is a function of the clock and needs no timers. */
export class Session {
  readonly name: string;
  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #issued = new Set<string>();
  #periods: readonly Period[] = [];
  #linked = false;
  #accountId: string | undefined;
  #runs = 0;

  constructor(options: SessionOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
    this.name = options.name ?? `wawp-${String(Math.floor(clock.random() * 1e8)).padStart(8, '0')}`;
    if (options.initial === 'STARTING') this.restart();
    else this.setState(options.initial);
  }

  get status(): SessionStatus {
    return this.#current().status;
  }

  /** The linked account while the session is WORKING. */
  get account(): Account | undefined {
    if (this.status !== 'WORKING') return undefined;
    const { account } = this.#options;
    return { ...account, id: this.#accountId ?? account.id };
  }

  /** Counts the restarts: what one run issues is not valid in the next. */
  get run(): number {
    return this.#runs;
  }

  /** The live code. */
  get code(): Code | undefined {
    const { value, until } = this.#current();
    return value === undefined ? undefined : { value, until };
  }

  /** Milliseconds until the session changes without an action, or undefined if it doesn't. */
  get changesIn(): number | undefined {
    const left = this.#current().until - this.#clock.now();
    return Number.isFinite(left) ? left : undefined;
  }

  /** STOPPED or FAILED → STARTING; a running session does not change. */
  start(): void {
    if (this.status === 'STOPPED' || this.status === 'FAILED') this.restart();
  }

  /** Stops, and keeps the login. */
  stop(): void {
    this.setState('STOPPED');
  }

  /** Starts again from any status, and keeps the login. */
  restart(): void {
    this.#runs++;
    const ready = this.#clock.now() + this.#options.starting;
    this.#periods = [
      { status: 'STARTING', until: ready },
      ...(this.#linked ? [workingPeriod] : this.#codes(ready)),
    ];
  }

  /** Unlinks the phone; a running session starts again, with new codes. */
  logout(): void {
    this.#unlink();
    if (this.status !== 'STOPPED') this.restart();
  }

  /** A phone scans a value. */
  scan(value: string): ScanResult {
    if (this.code?.value !== value) return this.#issued.has(value) ? 'expired' : 'unknown';
    this.link();
    return 'linked';
  }

  /** Links an account: the one in the options by default. */
  link(accountId?: string): void {
    this.#linked = true;
    this.#accountId = accountId;
    this.#periods = [{ status: 'STARTING', until: this.#clock.now() + this.#options.linking }, workingPeriod];
  }

  /** Replaces the code before it expires, as WhatsApp does now and then. */
  rotate(): void {
    const early = this.code === undefined ? 0 : (this.changesIn ?? 0);
    if (early > 0)
      this.#periods = this.#periods.map((stretch) => ({ ...stretch, until: stretch.until - early }));
  }

  /** Puts the session into a status that stays; SCAN_QR_CODE goes through its codes from the first one. */
  setState(status: SessionStatus): void {
    this.#runs++;
    if (status === 'WORKING') this.#linked = true;
    if (status === 'SCAN_QR_CODE') this.#unlink();
    this.#periods =
      status === 'SCAN_QR_CODE' ? this.#codes(this.#clock.now()) : [{ status, until: Infinity }];
  }

  #unlink(): void {
    this.#linked = false;
    this.#accountId = undefined;
  }

  #codes(from: number): readonly Period[] {
    const { codes, firstCode, laterCode, valueForm } = this.#options;
    const stretches = Array.from({ length: codes }, (_, index): Period => {
      const value = qrValue(() => this.#clock.random(), valueForm);
      this.#issued.add(value);
      return { status: 'SCAN_QR_CODE', until: from + firstCode + index * laterCode, value };
    });
    return [...stretches, failedPeriod];
  }

  #current(): Period {
    const now = this.#clock.now();
    return this.#periods.find((stretch) => now < stretch.until) ?? failedPeriod;
  }
}
