import type { Account, Answer, SessionStatus } from '../../../src/core/gateways/answer';
import type { PairingClient, PairingRequest } from '../../../src/core/gateways/client';
import type { FakeMachine } from './machine';
import { epoch } from './machine';

/** The lives of a session's codes, in ms. Source: measured on a real WAHA. */
const lives = [60_000, 20_050, 19_990, 19_960, 20_040, 19_990];
/** How often WAHA looks whether a blocked request can be answered, in ms. */
const look = 500;
/** How long a request travels in each direction, in ms. */
const travel = 20;

/** A request that the server received, in ms since the machine started. */
export interface Seen {
  readonly request: PairingRequest;
  readonly from: number;
  to?: number;
}

/** What a WAHA was recorded to do: one session with six codes, requests that block, and a scan. All times are in ms since the machine started. */
export class FakeWaha implements PairingClient {
  readonly requests: Seen[] = [];
  /** When the session's first code comes. */
  #readyAt: number;
  #startingAt = -Infinity;
  #scannedAt = Infinity;
  #stoppedUntil = -Infinity;

  constructor(
    private readonly machine: FakeMachine,
    /** When the first code of the running session came; Infinity if it hasn't started. */
    readyAt: number,
  ) {
    this.#readyAt = readyAt;
  }

  /** The index of the code that a phone accepts now; undefined if there is none. */
  get live(): number | undefined {
    const { now } = this;
    if (this.#scannedAt <= now || now < this.#readyAt) return undefined;
    let end = this.#readyAt;
    for (const [index, life] of lives.entries()) {
      end += life;
      if (now < end) return index;
    }
    return undefined;
  }

  /** The value of a code. */
  value(index: number): string {
    return `${this.#readyAt} code ${index}`;
  }

  /** A phone scans the code that is live now. */
  scan(): void {
    this.#scannedAt = this.now;
  }

  get now(): number {
    return this.machine.wall() - epoch;
  }

  async request(request: PairingRequest, signal: AbortSignal): Promise<Answer> {
    const seen: Seen = { request, from: this.now };
    this.requests.push(seen);
    await this.#pause(travel);
    const answer = await this.#answer(request, signal);
    await this.#pause(travel);
    seen.to = this.now;
    return answer;
  }

  async #answer(request: PairingRequest, signal: AbortSignal): Promise<Answer> {
    switch (request) {
      case 'qr':
        return await this.#qr(signal);
      case 'session':
        return this.#info();
      case 'restart':
        this.#stoppedUntil = this.now + 3_000;
        await this.#pause(3_000);
        this.#startingAt = this.now;
        this.#readyAt = this.now + 800;
        this.#scannedAt = Infinity;
        return { kind: 'done' };
      default:
        return { kind: 'done' };
    }
  }

  async #qr(signal: AbortSignal): Promise<Answer> {
    for (let waited = 0; waited < 10_000 && !signal.aborted; waited += look) {
      const code = this.#code();
      if (code !== undefined)
        return code === '' ? { kind: 'empty' } : { kind: 'code', value: code, known: true };
      await this.#pause(look);
    }
    return { kind: 'status', status: this.#status() };
  }

  /** The value that a request for a code gets; empty after a scan, undefined if it has to wait. */
  #code(): string | undefined {
    if (this.#status() !== 'SCAN_QR_CODE') return undefined;
    const since = this.now - this.#scannedAt;
    if (since >= 800) return '';
    const index = this.live ?? this.#scannedIndex;
    return index === undefined ? undefined : this.value(index);
  }

  get #scannedIndex(): number | undefined {
    let end = this.#readyAt;
    return lives.findIndex((life) => this.#scannedAt < (end += life));
  }

  #info(): Answer {
    const since = this.now - this.#scannedAt;
    const account: Account | undefined =
      since >= 500 ? { number: '+15550001111', ...(since >= 8_000 && { name: 'Rig Phone' }) } : undefined;
    return { kind: 'status', status: this.#status(), ...(account && { account }) };
  }

  #status(): SessionStatus {
    const { now } = this;
    const since = now - this.#scannedAt;
    if (since >= 2_900) return 'WORKING';
    if (since >= 2_500) return 'STARTING';
    if (now < this.#stoppedUntil) return 'STOPPED';
    if (now < this.#readyAt) return Number.isFinite(this.#startingAt) ? 'STARTING' : 'FAILED';
    return since >= 0 || this.live !== undefined ? 'SCAN_QR_CODE' : 'FAILED';
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.machine.after(ms, resolve);
    });
  }
}
