import type { Clock } from './clock';
import type { PayloadForm } from './payload';
import { linkingValue } from './payload';

/** Every status a session can be in, as the gateway spells it. */
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

/** Who a session gets linked to. */
export interface Account {
  readonly id: string;
  readonly pushName: string;
}

/** How a session lives; durations are in ms. */
export interface SessionOptions {
  /** What it is called; a name by chance if undefined. */
  readonly name: string | undefined;
  /** What it is in when the gateway starts; STARTING goes on by itself, every other status but SCAN_QR_CODE stays. */
  readonly initial: SessionStatus;
  /** From start to the first code; Infinity for a session that never gets there. */
  readonly starting: number;
  readonly firstCode: number;
  readonly laterCode: number;
  /** How many codes there are before the session fails. */
  readonly codes: number;
  /** From the scan to WORKING. */
  readonly linking: number;
  readonly account: Account;
  /** One form for every code, or undefined for all of them in turn by chance. */
  readonly payload: PayloadForm | undefined;
}

/** The life that WAHA's engines give a session. */
export const realLife: SessionOptions = {
  name: undefined,
  initial: 'STARTING',
  starting: 3_000,
  firstCode: 60_000,
  laterCode: 20_000,
  codes: 6,
  linking: 4_000,
  account: { id: '201012345678@c.us', pushName: 'John Doe' },
  payload: undefined,
};

/** A code that a phone can scan. */
export interface Code {
  readonly value: string;
  /** The instant from which it is dead, in ms since the epoch. */
  readonly until: number;
}

/** What a phone gets told: `expired` for what was a code once. */
export type ScanResult = 'linked' | 'expired' | 'unknown';

/** A stretch of a session's life. */
interface Stretch {
  readonly status: SessionStatus;
  /** Where the next stretch begins; Infinity if this one ends only when somebody acts. */
  readonly until: number;
  /** The code alive in it. */
  readonly value?: string;
}

const working: Stretch = { status: 'WORKING', until: Infinity };
const failed: Stretch = { status: 'FAILED', until: Infinity };

/** The life of one session. It is laid out ahead as stretches, so what holds is a function of the clock: no timers. */
export class Session {
  readonly name: string;
  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #issued = new Set<string>();
  #life: readonly Stretch[] = [];
  #linked = false;
  #accountId: string | undefined;
  #lives = 0;

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

  /** The linked account while the session works. */
  get account(): Account | undefined {
    if (this.status !== 'WORKING') return undefined;
    const { account } = this.#options;
    return { ...account, id: this.#accountId ?? account.id };
  }

  /** Counts how often it began anew: what was given out in another life is of no use in this one. */
  get life(): number {
    return this.#lives;
  }

  /** The code that is alive now. */
  get code(): Code | undefined {
    const { value, until } = this.#current();
    return value === undefined ? undefined : { value, until };
  }

  /** Milliseconds until the session changes by itself, or undefined if it doesn't. */
  get changesIn(): number | undefined {
    const left = this.#current().until - this.#clock.now();
    return Number.isFinite(left) ? left : undefined;
  }

  /** STOPPED or FAILED → STARTING; one that runs goes on as it was. */
  start(): void {
    if (this.status === 'STOPPED' || this.status === 'FAILED') this.restart();
  }

  /** Keeps the login. */
  stop(): void {
    this.setState('STOPPED');
  }

  /** Begins anew from any status, with the login it has. */
  restart(): void {
    this.#lives++;
    const ready = this.#clock.now() + this.#options.starting;
    this.#life = [{ status: 'STARTING', until: ready }, ...(this.#linked ? [working] : this.#codes(ready))];
  }

  /** Unlinks the phone; one that runs starts again, with new codes. */
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

  /** A phone has proved that it belongs to an account, the usual one unless another is named. */
  link(accountId?: string): void {
    this.#linked = true;
    this.#accountId = accountId;
    this.#life = [{ status: 'STARTING', until: this.#clock.now() + this.#options.linking }, working];
  }

  /** Replaces the code before its time, as WhatsApp does now and then. */
  rotate(): void {
    const early = this.code === undefined ? 0 : (this.changesIn ?? 0);
    if (early > 0) this.#life = this.#life.map((stretch) => ({ ...stretch, until: stretch.until - early }));
  }

  /** Puts the session into a status and leaves it there; SCAN_QR_CODE runs through its codes from the first. */
  setState(status: SessionStatus): void {
    this.#lives++;
    if (status === 'WORKING') this.#linked = true;
    if (status === 'SCAN_QR_CODE') this.#unlink();
    this.#life = status === 'SCAN_QR_CODE' ? this.#codes(this.#clock.now()) : [{ status, until: Infinity }];
  }

  #unlink(): void {
    this.#linked = false;
    this.#accountId = undefined;
  }

  #codes(from: number): readonly Stretch[] {
    const { codes, firstCode, laterCode, payload } = this.#options;
    const stretches = Array.from({ length: codes }, (_, index): Stretch => {
      const value = linkingValue(() => this.#clock.random(), payload);
      this.#issued.add(value);
      return { status: 'SCAN_QR_CODE', until: from + firstCode + index * laterCode, value };
    });
    return [...stretches, failed];
  }

  #current(): Stretch {
    const now = this.#clock.now();
    return this.#life.find((stretch) => now < stretch.until) ?? failed;
  }
}
