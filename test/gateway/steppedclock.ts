import type { Clock, Sleep } from './clock';
import { manualClock } from './testgateway';

/** A clock that a test moves, also for the gateway's waits: they end when their time has come. */
export interface SteppedClock extends Pick<Clock, 'now'> {
  readonly sleep: Sleep;
  /** Moves the clock on, and ends each wait on the way at its own time. */
  pass(milliseconds: number): Promise<void>;
  /** Resolves when the gateway is in this many waits. */
  waits(count: number): Promise<void>;
  /** Moves the clock on until something is there; returns it, and how many ms that took. */
  until<T>(answer: Promise<T>): Promise<readonly [answer: T, took: number]>;
}

interface Wait {
  readonly until: number;
  readonly end: () => void;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock for gateways whose answers take their time. */
export function steppedClock(): SteppedClock {
  const machine = manualClock();
  const now = (): number => machine.now();
  const waits = new Set<Wait>();

  const sleep: Sleep = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        if (waits.delete(wait)) reject(new Error('The wait was canceled.'));
      };
      const end = (): void => {
        signal?.removeEventListener('abort', cancel);
        resolve();
      };
      const wait = { until: now() + milliseconds, end };
      waits.add(wait);
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
    });

  /** Ends the next wait that is due at this time or earlier; false if there is none. */
  function step(limit: number): boolean {
    const next = [...waits].sort((one, other) => one.until - other.until).at(0);
    if (next === undefined || next.until > limit) return false;
    machine.pass(Math.max(next.until - now(), 0));
    waits.delete(next);
    next.end();
    return true;
  }

  return {
    now,
    sleep,
    async pass(milliseconds) {
      const end = now() + milliseconds;
      while (step(end)) await nextTurn();
      machine.pass(end - now());
    },
    async waits(count) {
      while (waits.size !== count) await nextTurn();
    },
    async until(answer) {
      const from = now();
      const settled = new AbortController();
      const note = (): void => {
        settled.abort();
      };
      answer.then(note, note);
      while (!settled.signal.aborted) {
        step(Infinity);
        await nextTurn();
      }
      return [await answer, now() - from];
    },
  };
}
