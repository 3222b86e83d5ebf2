import type { Clock } from './clock';

/** Lets time pass, in ms, unless that is given up; whether it passed to the end. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (passed: boolean): void => {
      cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(passed);
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
