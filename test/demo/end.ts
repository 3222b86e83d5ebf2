import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell adds to a signal's number to make an exit code of it. */
const killedBySignal = 128;
/** Progress lines hide the cursor while they turn. */
const showCursor = '\u001B[?25h';

/** Does something that Ctrl-C, or the like, breaks off together with the process and all it has started. */
export async function breakable<T>(work: () => Promise<T>): Promise<T> {
  const breakOff = (signal: (typeof signals)[number]): void => {
    if (process.stdout.isTTY) process.stdout.write(showCursor);
    process.exit(killedBySignal + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, breakOff);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, breakOff);
  }
}

/** The shell in which npm runs a script. */
const parent = process.ppid;
const parentCheck = 1_000;

/** Waits for Ctrl-C or the like, or for `closed`; a second Ctrl-C then ends the process at once. */
export async function untilEnd(closed?: Promise<unknown>): Promise<void> {
  const listening = new AbortController();
  const { signal } = listening;
  const interrupted = signals.map((name) => once(process, name, { signal }));
  try {
    await Promise.race([...interrupted, orphaned(signal), ...(closed ? [closed] : [])]);
  } finally {
    listening.abort();
  }
}

/** Of a signal that npm gets, its shell dies without passing it on. */
async function orphaned(signal: AbortSignal): Promise<void> {
  while (process.ppid === parent) await sleep(parentCheck, undefined, { signal });
}
