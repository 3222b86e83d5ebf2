import type { PanelView } from '../core/views/paneldata';
import { dueWarning, timerText, untilChange } from '../core/time/countdown';
import type { Cancel } from '../core/time/clock';
import { clock } from './clock';

/** What changes on the page by itself. */
export interface Face {
  time(text: string): void;
  say(text: string): void;
  /** The code has expired: no reader may find it from now on. */
  cover(): void;
}

/** Longest wait, in ms, before the clock is read again while a code is on show: waking from sleep fires no timer. */
const watchfulness = 250;

/** From noticing that a code has expired to its cover on screen, in ms, generously. */
const reaction = 50;

/** Keeps the time and the cover of a view of that age, in ms, current until the returned function is called. */
export function keepLive(
  { code: picture, pairingCode, timer }: PanelView,
  age: number,
  face: Face,
): () => void {
  const code = picture ?? pairingCode?.code;
  const begun = clock.now() - age;
  const validMs = code ? code.validMs - reaction : Infinity;
  let before = 0;
  let cancel: Cancel | undefined;

  const tick = (): void => {
    cancel?.();
    const now = clock.now() - begun;
    const expired = now >= validMs;
    if (timer) face.time(timerText(timer, now));
    if (expired) face.cover();
    else arm(now);
    const warning = timer && dueWarning(timer, before, now);
    if (warning !== undefined && !expired) face.say(warning);
    before = now;
  };

  const arm = (now: number): void => {
    const wait = Math.min(
      timer ? untilChange(timer, now) : Infinity,
      code ? Math.min(validMs - now, watchfulness) : Infinity,
    );
    if (wait !== Infinity) cancel = clock.at(begun + now + wait, tick);
  };

  tick();
  document.addEventListener('visibilitychange', tick);
  return () => {
    cancel?.();
    document.removeEventListener('visibilitychange', tick);
  };
}
