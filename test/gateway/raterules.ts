import { setTimeout as sleep } from 'node:timers/promises';

/** What the rules look at in a call. */
export interface RatedCall {
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
  /** What happened, for the report of a failing test. */
  readonly message: string;
}

/** What the network may add or take between two calls, in ms. */
const jitter = 50;
/** The calls that have a clock of their own. */
const spaced = ['/v2/auth/qr', '/v2/auth/request-code', '/v2/session/info'];

/** Calls for one instance never overlap; each of the polled ones starts at least an interval after the one before. */
export class RateRules {
  readonly violations: Violation[] = [];
  readonly #minInterval: number;
  readonly #open = new Map<string, Set<RatedCall>>();
  readonly #last = new Map<string, number>();

  constructor(minInterval: number) {
    this.#minInterval = minInterval;
  }

  /** Lets a call in, and says which rule it breaks. */
  async enter(call: RatedCall): Promise<Violation | undefined> {
    const { instance, path, startedAt } = call;
    if (instance === undefined) return undefined;
    const open = this.#open.get(instance) ?? new Set();
    const others = [...open];
    const gap = this.#gap(call, instance);
    this.#open.set(instance, open.add(call));
    const violated = (rule: Violation['rule'], message: string): Violation => {
      const violation = { at: startedAt, instance, path, rule, message };
      this.violations.push(violation);
      return violation;
    };
    if (gap < this.#minInterval - jitter) {
      return violated(
        'interval',
        `${path} for ${instance} started ${gap} ms after the one before it; at least ${this.#minInterval} ms are due.`,
      );
    }
    // The end of a call that a client gave up may arrive just after the call that follows it.
    if (others.length > 0) await sleep(jitter);
    const overlapping = others.find((other) => open.has(other));
    if (overlapping === undefined) return undefined;
    return violated(
      'overlap',
      `${path} for ${instance} started while ${overlapping.path} was not yet answered.`,
    );
  }

  /** A call is over: answered, dropped or given up. */
  leave(call: RatedCall): void {
    const { instance = '' } = call;
    const open = this.#open.get(instance);
    open?.delete(call);
    if (open?.size === 0) this.#open.delete(instance);
  }

  /** Milliseconds since the call of this kind before, which this one now takes the place of. */
  #gap({ path, startedAt }: RatedCall, instance: string): number {
    if (!spaced.includes(path)) return Infinity;
    const key = `${instance} ${path}`;
    const previous = this.#last.get(key);
    this.#last.set(key, startedAt);
    return previous === undefined ? Infinity : startedAt - previous;
  }
}
