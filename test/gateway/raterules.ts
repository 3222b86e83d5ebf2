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

/** How much the network may change the time between two requests, in ms. */
const jitter = 50;
/** The paths with a minimum time between requests. */
const spaced = ['/v2/auth/qr', '/v2/auth/request-code', '/v2/session/info'];

/** Requests for one instance never overlap, and requests of a polled path keep a minimum interval. */
export class RateRules {
  readonly violations: Violation[] = [];
  readonly #minInterval: number;
  readonly #open = new Map<string, Set<RatedRequest>>();
  readonly #last = new Map<string, number>();

  constructor(minInterval: number) {
    this.#minInterval = minInterval;
  }

  /** Registers the start of a request, and returns the rule that it breaks. */
  async enter(request: RatedRequest): Promise<Violation | undefined> {
    const { instance, path, startedAt } = request;
    if (instance === undefined) return undefined;
    const open = this.#open.get(instance) ?? new Set();
    const others = [...open];
    const gap = this.#gap(request, instance);
    this.#open.set(instance, open.add(request));
    const violated = (rule: Violation['rule'], message: string): Violation => {
      const violation = { at: startedAt, instance, path, rule, message };
      this.violations.push(violation);
      return violation;
    };
    if (gap < this.#minInterval - jitter) {
      return violated(
        'interval',
        `${path} for ${instance} started ${gap} ms after the previous one. The minimum is ${this.#minInterval} ms.`,
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
    const { instance = '' } = request;
    const open = this.#open.get(instance);
    open?.delete(request);
    if (open?.size === 0) this.#open.delete(instance);
  }

  /** Milliseconds since the previous request of this path; remembers this one instead. */
  #gap({ path, startedAt }: RatedRequest, instance: string): number {
    if (!spaced.includes(path)) return Infinity;
    const key = `${instance} ${path}`;
    const previous = this.#last.get(key);
    this.#last.set(key, startedAt);
    return previous === undefined ? Infinity : startedAt - previous;
  }
}
