import type { Clock } from './clock';
import type { CodeForm } from './codeanswer';
import { documentedForm } from './codeanswer';
import type { Fault } from './fault';
import { FaultQueue } from './fault';
import type { PairingCodeForm } from './phonecode';
import { PairingCodes, realPhoneCodeLife } from './phonecode';
import type { ScanResult, SessionOptions, SessionStatus } from './session';
import { realLife, Session } from './session';

/** What an instance is like; what is left out is as in real life. */
export interface InstanceOptions {
  readonly id: string;
  /** The name of the account it belongs to; the tokens of others get nowhere with it. Everybody's if not given. */
  readonly account?: string;
  readonly session?: Partial<SessionOptions>;
  readonly form?: Partial<CodeForm>;
  /** How long a phone-number code lives, in ms. */
  readonly pairingCodeLife?: number;
  readonly pairingCodeForm?: PairingCodeForm;
  /** How long a call takes to answer, in ms. */
  readonly latency?: number;
}

/** One instance of the stand-in, as a test holds it in its hands. */
export class StandInInstance {
  readonly id: string;
  readonly account: string | undefined;
  readonly session: Session;
  readonly pairingCodes: PairingCodes;
  readonly faults = new FaultQueue();
  readonly latency: number;
  /** How the next codes are written down; may be changed at any time. */
  form: CodeForm;
  /** How the next phone-number codes are written; may be changed at any time. */
  pairingCodeForm: PairingCodeForm;

  constructor(options: InstanceOptions, clock: Clock, scale: number) {
    const life = { ...realLife, ...options.session };
    this.id = options.id;
    this.account = options.account;
    this.form = { ...documentedForm, ...options.form };
    this.pairingCodeForm = options.pairingCodeForm ?? 'hyphen';
    this.latency = (options.latency ?? 0) * scale;
    const scaled = {
      starting: life.starting * scale,
      firstCode: life.firstCode * scale,
      laterCode: life.laterCode * scale,
      linking: life.linking * scale,
    };
    this.session = new Session({ ...life, ...scaled }, clock);
    this.pairingCodes = new PairingCodes(
      this.session,
      clock,
      (options.pairingCodeLife ?? realPhoneCodeLife) * scale,
    );
  }

  get state(): SessionStatus {
    return this.session.status;
  }

  /** The value that a phone can scan now. */
  liveCode(): string | undefined {
    return this.session.code?.value;
  }

  /** A phone scans a value: the live code unless another is given. */
  scan(value: string = this.liveCode() ?? ''): ScanResult {
    return this.session.scan(value);
  }

  /** The phone-number code that a phone would accept now, without a hyphen. */
  livePairingCode(): string | undefined {
    return this.pairingCodes.live;
  }

  /** A person types a phone-number code into a phone: the right one unless another number is given. */
  enterCode(code: string, number?: string): ScanResult {
    return this.pairingCodes.enter(code, number);
  }

  /** Puts the session into a status; all but SCAN_QR_CODE then stay until something is done. */
  setState(status: SessionStatus): void {
    this.session.setState(status);
  }

  /** Lets the next calls go wrong, one fault after the other. */
  script(...faults: readonly Fault[]): void {
    this.faults.add(...faults);
  }
}
