import { setTimeout as sleep } from 'node:timers/promises';

/** What the rules check in a request. */
export interface RatedRequest {
  readonly instance?: string;
  readonly path: string;
  readonly startedAt: number;
}

/** A rate rule that a client broke. */
export interface Violation {
  readonly at: number;
  readonly instance: string;
  readonly path: string;
  readonly rule: 'interval' | 'overlap';
  /** What happened, for the report of a failed test. */
  readonly message: string;
}

/** The minimum time between the starts of two requests of one kind for one instance, in ms. */
export interface Intervals {
  /** For QR codes, and for pairing codes. */
  readonly code: number;
  /** For `session/info`. */
  readonly info: number;
}

/** The minimum times of the contract. `session/info` is cheap; the vendor: "poll every 3–5 s while waiting". */
export const contractIntervals: Intervals = { code: 5_000, info: 3_000 };

/** No minimum time; requests of one kind still don't overlap. */
export const noIntervals: Intervals = { code: 0, info: 0 };

/** How much the network may change the time between two requests, in ms. */
const jitter = 50;

/** Requests of one kind; the interval is the one that they keep. */
interface Kind {
  readonly name: string;
  readonly interval?: keyof Intervals;
}

const command: Kind = { name: 'command' };
const kinds: Partial<Record<string, Kind>> = {
  '/v2/auth/qr': { name: 'QR code', interval: 'code' },
  '/v2/auth/request-code': { name: 'pairing code', interval: 'code' },
  '/v2/session/info': { name: 'info', interval: 'info' },
  '/v2/session/start': command,
  '/v2/session/stop': command,
  '/v2/session/restart': command,
  '/v2/session/logout': command,
  '/v2/session/delete': command,
};

/** Requests of one kind for one instance never overlap, and polled ones keep a minimum interval. Different kinds may overlap. */
export class RateRules {
  readonly violations: Violation[] = [];
  readonly #intervals: Intervals;
  readonly #open = new Map<string, Set<RatedRequest>>();
  readonly #last = new Map<string, number>();

  constructor(intervals: Intervals) {
    this.#intervals = intervals;
  }

  /** Registers the start of a request, and returns the rule that it breaks. */
  async enter(request: RatedRequest): Promise<Violation | undefined> {
    const { instance, path, startedAt } = request;
    const key = keyOf(request);
    if (instance === undefined || key === undefined) return undefined;
    const open = this.#open.get(key) ?? new Set();
    const others = [...open];
    const interval = this.#interval(path);
    const gap = startedAt - (this.#last.get(key) ?? -Infinity);
    this.#open.set(key, open.add(request));
    this.#last.set(key, startedAt);
    const violated = (rule: Violation['rule'], message: string): Violation => {
      const violation = { at: startedAt, instance, path, rule, message };
      this.violations.push(violation);
      return violation;
    };
    if (gap < interval - jitter) {
      return violated(
        'interval',
        `${path} for ${instance} started ${gap} ms after the previous one. The minimum is ${interval} ms.`,
      );
    }
    // The end of an aborted request may arrive just after the start of the next one.
    if (others.length > 0) await sleep(jitter);
    const overlapping = others.find((other) => open.has(other));
    if (overlapping === undefined) return undefined;
    return violated('overlap', `${path} for ${instance} started before ${overlapping.path} was answered.`);
  }

  /** Registers the end of a request: answered, dropped or aborted. */
  leave(request: RatedRequest): void {
    const key = keyOf(request) ?? '';
    const open = this.#open.get(key);
    open?.delete(request);
    if (open?.size === 0) this.#open.delete(key);
  }

  #interval(path: string): number {
    const { interval } = kinds[path] ?? command;
    return interval === undefined ? 0 : this.#intervals[interval];
  }
}

/** What the rules compare a request with: those of its kind for its instance. */
function keyOf({ instance, path }: RatedRequest): string | undefined {
  const kind = kinds[path];
  return instance === undefined || kind === undefined ? undefined : `${instance} ${kind.name}`;
}
