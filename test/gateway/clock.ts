import { setTimeout as wait } from 'node:timers/promises';

/** Where the stand-in takes time and random numbers from; tests replace both. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number from 0 (included) to 1 (excluded). */
  random(): number;
}

/** Waits so many ms; rejects if the signal aborts. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits in real time. It doesn't keep the process running: the server does that. */
export const realSleep: Sleep = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, { ref: false, ...(signal && { signal }) });
};

/** Repeatable random numbers (mulberry32): the same seed gives the same codes on every run. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
