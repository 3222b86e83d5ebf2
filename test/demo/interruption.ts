import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A shell adds this to a signal's number to get the exit code. */
const killedBySignal = 128;
/** Progress lines hide the cursor. */
const showCursor = '\u001B[?25h';

/** Does work that Ctrl-C or another signal interrupts; the process then ends with everything that it started. */
export async function interruptible<T>(work: () => Promise<T>): Promise<T> {
  const exit = (signal: (typeof signals)[number]): void => {
    if (process.stdout.isTTY) process.stdout.write(showCursor);
    process.exit(killedBySignal + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, exit);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, exit);
  }
}

/** The shell in which npm runs a script. */
const parent = process.ppid;
const parentCheck = 1_000;

/** Waits for Ctrl-C, another signal or `closed`; a second Ctrl-C then ends the process at once. */
export async function untilInterrupted(closed?: Promise<unknown>): Promise<void> {
  const listening = new AbortController();
  const { signal } = listening;
  const interrupted = signals.map((name) => once(process, name, { signal }));
  try {
    await Promise.race([...interrupted, orphaned(signal), ...(closed ? [closed] : [])]);
  } finally {
    listening.abort();
  }
}

/** Detects a signal to npm: npm's shell ends on it without passing it on. */
async function orphaned(signal: AbortSignal): Promise<void> {
  while (process.ppid === parent) await sleep(parentCheck, undefined, { signal });
}
