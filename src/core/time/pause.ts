import type { Clock } from './clock';

/** Waits for `ms` milliseconds, or until the signal aborts; resolves to whether the full time passed. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (complete: boolean): void => {
      cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(complete);
    };
    const giveUp = (): void => {
      end(false);
    };
    const cancel = clock.at(clock.now() + ms, () => {
      end(true);
    });
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) end(false);
  });
}
