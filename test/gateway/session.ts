import type { Clock } from './clock';
import type { Engine } from './engine';
import type { Code, Period, SessionStatus } from './period';
import { failedPeriod, linkingPeriods, workingPeriod } from './period';
import type { QrValueForm } from './qrvalue';
import { qrValue } from './qrvalue';

export { sessionStatuses } from './period';
export type { Code, SessionStatus } from './period';

/** The account that a session is linked to. */
export interface Account {
  readonly id: string;
  readonly pushName: string;
}

/** The account that an engine stores, as its JSON has it; the name comes later than the rest. */
export interface StoredAccount {
  readonly id: string;
  readonly pushName?: string;
  readonly lid: string;
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
  /** What a real engine adds; undefined for a session that does only what the vendor documents. */
  readonly engine: Engine | undefined;
}

/** The timing that the vendor documents. */
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
  engine: undefined,
};

/** What a phone reports: `expired` for a value that was valid once. */
export type ScanResult = 'linked' | 'expired' | 'unknown';

/** What the engine has stored about an account. */
interface Login {
  readonly id: string;
  /** `asked`: somebody asked for a pairing code, and nobody has typed it. `removed`: the phone has removed the device. */
  readonly state: 'good' | 'asked' | 'removed';
}

const lid = '100000000000001@lid';

/** One session. Its periods are laid out in advance, so its state is a function of the clock and needs no timers. */
export class Session {
  readonly name: string;
  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #issued = new Set<string>();
  #periods: readonly Period[] = [];
  #login: Login | undefined;
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
    if (this.status !== 'WORKING' || this.#login === undefined) return undefined;
    return { ...this.#options.account, id: this.#login.id };
  }

  /** What the engine has stored of an account, which doesn't mean that a phone is linked. */
  get stored(): StoredAccount | undefined {
    const { status, stored } = this.#current();
    if (this.#login === undefined || status === 'STOPPED' || stored === 'nothing') return undefined;
    const { id, state } = this.#login;
    if (state === 'asked') return { id, pushName: '~', lid: '' };
    return stored === 'noName' ? { id, lid } : { id, pushName: this.#options.account.pushName, lid };
  }

  /** Whether a phone is linked, as far as WhatsApp knows. */
  get linked(): boolean {
    return this.#login?.state === 'good';
  }

  /** Counts the restarts: what one run issues is not valid in the next. */
  get run(): number {
    return this.#runs;
  }

  /** The live code. */
  get code(): Code | undefined {
    const { code, used } = this.#current();
    return used ? undefined : code;
  }

  /** The code that the gateway hands out: the live one, the one just scanned, or an empty one after that. */
  get shownCode(): Code | undefined {
    return this.#current().code;
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

  /** Starts again from any status, and keeps the login. It is STOPPED for `stopping` ms first. */
  restart(stopping = 0): void {
    this.#layOut(this.#stopped(this.#clock.now(), stopping));
  }

  /** Unlinks the phone; a running session stops after `unpairing` ms, and starts again with new codes after `stopping` ms. */
  logout({ unpairing = 0, stopping = 0 } = {}): void {
    this.#login = undefined;
    const current = this.#current();
    if (current.status === 'STOPPED') return;
    const until = this.#clock.now() + unpairing;
    const before = unpairing > 0 ? [{ ...current, until: Math.min(current.until, until) }] : [];
    this.#layOut([...before, ...this.#stopped(until, stopping)]);
  }

  /** A phone scans a value. */
  scan(value: string): ScanResult {
    if (this.code?.value !== value) return this.#issued.has(value) ? 'expired' : 'unknown';
    this.link();
    return 'linked';
  }

  /** Links an account: the one in the options by default. */
  link(accountId = this.#options.account.id): void {
    const { linking, engine } = this.#options;
    this.#login = { id: accountId, state: 'good' };
    this.#periods = linkingPeriods(this.#clock.now(), linking, engine, this.shownCode);
  }

  /** Somebody asks for a pairing code for a number: a real engine stores the account before anybody types the code. */
  ask(number: string): void {
    if (this.#options.engine && !this.linked) this.#login = { id: `${number}@c.us`, state: 'asked' };
  }

  /** The phone removes the device; false if no phone is linked. A real engine keeps the login until a logout. */
  removeDevice(): boolean {
    if (this.#login?.state !== 'good') return false;
    this.#login = this.#options.engine && { ...this.#login, state: 'removed' };
    if (this.status !== 'STOPPED') this.setState('FAILED');
    return true;
  }

  /** Replaces the code before it expires, as WhatsApp does now and then. */
  rotate(): void {
    const early = this.code === undefined ? 0 : (this.changesIn ?? 0);
    if (early <= 0) return;
    this.#periods = this.#periods.map(({ code, ...period }) => {
      const until = period.until - early;
      return { ...period, until, ...(code && { code: { ...code, until } }) };
    });
  }

  /** Puts the session into a status that stays; SCAN_QR_CODE goes through its codes from the first one. */
  setState(status: SessionStatus): void {
    this.#runs++;
    if (status === 'WORKING' && !this.linked) this.#login = { id: this.#options.account.id, state: 'good' };
    if (status === 'SCAN_QR_CODE') this.#login = undefined;
    this.#periods =
      status === 'SCAN_QR_CODE' ? this.#codes(this.#clock.now()) : [{ status, until: Infinity }];
  }

  /** Starts a new run after these periods. */
  #layOut(before: readonly Period[]): void {
    this.#runs++;
    this.#periods = [...before, ...this.#startAt(before.at(-1)?.until ?? this.#clock.now())];
  }

  #stopped(from: number, duration: number): readonly Period[] {
    return duration > 0 ? [{ status: 'STOPPED', until: from + duration }] : [];
  }

  #startAt(begin: number): readonly Period[] {
    const { starting, engine } = this.#options;
    const after = (duration: number): Period => ({ status: 'STARTING', until: begin + duration });
    if (this.#login === undefined) return [after(starting), ...this.#codes(begin + starting)];
    if (this.linked) return [after(engine?.relogin ?? starting), workingPeriod];
    return [after(engine?.refusal ?? starting), failedPeriod];
  }

  #codes(from: number): readonly Period[] {
    const { codes, firstCode, laterCode, valueForm } = this.#options;
    const stretches = Array.from({ length: codes }, (_, index): Period => {
      const value = qrValue(() => this.#clock.random(), valueForm);
      const until = from + firstCode + index * laterCode;
      this.#issued.add(value);
      return { status: 'SCAN_QR_CODE', until, code: { value, until } };
    });
    return [...stretches, failedPeriod];
  }

  #current(): Period {
    const now = this.#clock.now();
    return this.#periods.find((stretch) => now < stretch.until) ?? failedPeriod;
  }
}
