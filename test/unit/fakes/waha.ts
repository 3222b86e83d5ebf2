import { timeToLive } from '../../../src/core/code/expiry';
import { ServerClock } from '../../../src/core/code/serverclock';
import type { Account, Answer, SessionStatus } from '../../../src/core/gateways/answer';
import type { PairingClient, PairingRequest } from '../../../src/core/gateways/client';
import type { FakeMachine } from './machine';
import { epoch } from './machine';

/** How a gateway and its engine behave. All times are in ms. */
export interface Habits {
  /** The lives of a session's codes. */
  readonly lives: readonly number[];
  /** How long a request travels in each direction. */
  readonly travel: number;
  /** How long a request for a code waits for one before it is refused; 0 if it is answered at once. */
  readonly blocks: number;
  /** How long there is no code between two. */
  readonly pause: number;
  /** How far the gateway's clock is ahead of the user's, if it reports when a code expires. */
  readonly reportsExpiry?: number;
}

/** What a real WAHA was measured to do. */
export const wahaHabits: Habits = {
  lives: [60_000, 20_050, 19_990, 19_960, 20_040, 19_990],
  travel: 20,
  blocks: 10_000,
  pause: 0,
};

/** How often a gateway looks whether a blocked request can be answered. */
const look = 500;
/** How long after a restart the first code comes. Source: measured on a real WAHA. */
export const firstCodeTime = 800;
/** What happens so many ms after a scan. Source: measured on a real WAHA. */
const afterScan = { account: 500, empty: 800, STARTING: 2_500, WORKING: 2_900, name: 8_000 } as const;

/** A request that the gateway received, in ms since the machine started. */
export interface Seen {
  readonly request: PairingRequest;
  readonly from: number;
  to?: number;
}

/** A code of the session, and the time in which a phone accepts it, in ms since the machine started. */
export interface LiveCode {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** A WAHA with one session: its codes, its requests that block, and a scan. All times are in ms since the machine started. */
export class FakeWaha implements PairingClient {
  readonly requests: Seen[] = [];
  /** All codes so far, those before a restart too. */
  readonly codes: LiveCode[] = [];
  readonly #habits: Habits;
  readonly #serverClock = new ServerClock();
  #readyAt = Infinity;
  #stoppedUntil = -Infinity;
  #scannedAt = Infinity;

  constructor(
    private readonly machine: FakeMachine,
    /** When the first code of the running session came; Infinity if it isn't running. */
    readyAt: number,
    habits: Partial<Habits> = {},
  ) {
    this.#habits = { ...wahaHabits, ...habits };
    if (Number.isFinite(readyAt)) this.#begin(readyAt);
  }

  get now(): number {
    return this.machine.wall() - epoch;
  }

  /** The code that a phone accepts now. */
  get live(): LiveCode | undefined {
    const { now } = this;
    return this.#scannedAt <= now ? undefined : this.#at(now);
  }

  /** When the phone scanned a code. */
  get scannedAt(): number {
    return this.#scannedAt;
  }

  /** A phone scans the code that is live now. */
  scan(): void {
    if (!this.live) throw new Error('There is no code to scan.');
    this.#scannedAt = this.now;
  }

  async request(request: PairingRequest, signal: AbortSignal): Promise<Answer> {
    const seen: Seen = { request, from: this.now };
    this.requests.push(seen);
    const { travel } = this.#habits;
    await this.#pass(travel);
    const answer = await this.#answer(request, signal);
    const written = this.now;
    await this.#pass(travel);
    seen.to = this.now;
    return this.#withExpiry(answer, seen.from, written);
  }

  #begin(readyAt: number): void {
    const { lives, pause } = this.#habits;
    this.#readyAt = readyAt;
    this.#scannedAt = Infinity;
    let from = readyAt;
    for (const [index, life] of lives.entries()) {
      this.codes.push({ value: `code ${index + 1} since ${readyAt}`, from, to: from + life });
      from += life + pause;
    }
  }

  /** The code that is there at a time. */
  #at(time: number): LiveCode | undefined {
    return this.codes.find(({ from, to }) => from >= this.#readyAt && from <= time && time < to);
  }

  async #answer(request: PairingRequest, signal: AbortSignal): Promise<Answer> {
    switch (request) {
      case 'qr':
        return await this.#qr(signal);
      case 'session':
        return this.#info();
      case 'restart':
        this.#readyAt = Infinity;
        this.#stoppedUntil = this.now + 3_000;
        await this.#pass(3_000);
        this.#begin(this.now + firstCodeTime);
        return { kind: 'done' };
      default:
        return { kind: 'done' };
    }
  }

  async #qr(signal: AbortSignal): Promise<Answer> {
    const { blocks } = this.#habits;
    for (let waited = 0; waited <= blocks && !signal.aborted; waited += look) {
      const answer = this.#codeNow();
      if (answer) return answer;
      if (blocks > 0) await this.#pass(look);
    }
    const status = this.#status();
    return status === 'SCAN_QR_CODE' ? { kind: 'empty' } : { kind: 'status', status };
  }

  /** The answer to a request for a code; undefined if it has to wait. */
  #codeNow(): Answer | undefined {
    if (this.#status() !== 'SCAN_QR_CODE') return undefined;
    const { now } = this;
    if (now - this.#scannedAt >= afterScan.empty) return { kind: 'empty' };
    const code = this.#at(Math.min(now, this.#scannedAt));
    return code && { kind: 'code', value: code.value, known: true };
  }

  #info(): Answer {
    const since = this.now - this.#scannedAt;
    const account: Account | undefined =
      since >= afterScan.account
        ? { number: '+15550001111', ...(since >= afterScan.name && { name: 'Rig Phone' }) }
        : undefined;
    return { kind: 'status', status: this.#status(), ...(account && { account }) };
  }

  #status(): SessionStatus {
    const { now } = this;
    const since = now - this.#scannedAt;
    if (since >= afterScan.WORKING) return 'WORKING';
    if (since >= afterScan.STARTING) return 'STARTING';
    if (now < this.#stoppedUntil) return 'STOPPED';
    if (now < this.#readyAt) return Number.isFinite(this.#readyAt) ? 'STARTING' : 'FAILED';
    const last = this.codes.at(-1);
    return since >= 0 || (last && now < last.to) ? 'SCAN_QR_CODE' : 'FAILED';
  }

  /** A gateway that reports an expiry does so on its own clock, and writes the time when it answers. */
  #withExpiry(answer: Answer, startedAt: number, written: number): Answer {
    const ahead = this.#habits.reportsExpiry;
    if (ahead === undefined || answer.kind !== 'code') return answer;
    const code = this.codes.find(({ value }) => value === answer.value);
    if (!code) return answer;
    const receivedAt = this.now + epoch;
    const date = new Date(written + epoch + ahead).toUTCString();
    this.#serverClock.observe({ startedAt: startedAt + epoch, receivedAt, date });
    const ttl = timeToLive(code.to + epoch + ahead, receivedAt, this.#serverClock);
    return typeof ttl === 'object' ? { ...answer, ttl } : answer;
  }

  async #pass(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.machine.after(ms, resolve);
    });
  }
}
