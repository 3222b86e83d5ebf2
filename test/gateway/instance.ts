import type { Clock } from './clock';
import type { CodeForm } from './codeanswer';
import { scaledEngine } from './engine';
import type { Fault } from './fault';
import { FaultQueue } from './fault';
import type { PairingCodeForm } from './pairingcode';
import { PairingCodes, realPairingCodeLifetime } from './pairingcode';
import type { Personality } from './personality';
import type { ScanResult, SessionOptions, SessionStatus } from './session';
import { Session } from './session';

/** The options of an instance; the defaults are those of the gateway's personality. */
export interface InstanceOptions {
  readonly id: string;
  /** The name of the account that owns it; other accounts can't use it. Without a name, it is open to all. */
  readonly account?: string;
  readonly session?: Partial<SessionOptions>;
  readonly form?: Partial<CodeForm>;
  /** How long a pairing code is valid, in ms. */
  readonly pairingCodeLifetime?: number;
  readonly pairingCodeForm?: PairingCodeForm;
  /** How long the gateway takes to answer a request, in ms. */
  readonly latency?: number;
}

/** One instance of the stand-in, as tests control it. */
export class StandInInstance {
  readonly id: string;
  readonly account: string | undefined;
  readonly session: Session;
  readonly pairingCodes: PairingCodes;
  readonly faults = new FaultQueue();
  readonly latency: number;
  /** How the next QR codes are written; can be changed at any time. */
  form: CodeForm;
  /** How the next pairing codes are written; can be changed at any time. */
  pairingCodeForm: PairingCodeForm;

  constructor(options: InstanceOptions, clock: Clock, scale: number, { session, form }: Personality) {
    const sessionOptions = { ...session, ...options.session };
    this.id = options.id;
    this.account = options.account;
    this.form = { ...form, ...options.form };
    this.pairingCodeForm = options.pairingCodeForm ?? 'hyphen';
    this.latency = (options.latency ?? 0) * scale;
    const scaled = {
      starting: sessionOptions.starting * scale,
      firstCode: sessionOptions.firstCode * scale,
      laterCode: sessionOptions.laterCode * scale,
      linking: sessionOptions.linking * scale,
      engine: sessionOptions.engine && scaledEngine(sessionOptions.engine, scale),
    };
    this.session = new Session({ ...sessionOptions, ...scaled }, clock);
    this.pairingCodes = new PairingCodes(
      this.session,
      clock,
      (options.pairingCodeLifetime ?? realPairingCodeLifetime) * scale,
    );
  }

  get state(): SessionStatus {
    return this.session.status;
  }

  /** The QR code value that a phone can scan now. */
  liveCode(): string | undefined {
    return this.session.code?.value;
  }

  /** A phone scans a value: the live code by default. */
  scan(value: string = this.liveCode() ?? ''): ScanResult {
    return this.session.scan(value);
  }

  /** The pairing code that a phone would accept now, without a hyphen. */
  livePairingCode(): string | undefined {
    return this.pairingCodes.live;
  }

  /** A person types a pairing code into a phone; the phone has the right number unless another one is given. */
  enterCode(code: string, number?: string): ScanResult {
    return this.pairingCodes.enter(code, number);
  }

  /** Puts the session into a status; every status but SCAN_QR_CODE stays until something changes it. */
  setState(status: SessionStatus): void {
    this.session.setState(status);
  }

  /** Adds faults for the next requests, one after the other. */
  script(...faults: readonly Fault[]): void {
    this.faults.add(...faults);
  }
}
