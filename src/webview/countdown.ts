import type { PanelView } from '../core/views/paneldata';
import { dueWarning, timerText, untilChange } from '../core/time/countdown';
import { stopwatch } from './stopwatch';

/** What changes on the page by itself. */
export interface Face {
  time(text: string): void;
  say(text: string): void;
  /** The code is dead: no reader may find it from now on. */
  cover(): void;
}

/** Longest wait, in ms, before the clocks are looked at again while a code is on show: a wake-up from sleep fires no timer. */
const watchfulness = 250;

/** From noticing that a code is dead to its cover on screen, in ms, generously. */
const reaction = 50;

/** Keeps the time and the cover of a view of that age, in ms, current until the returned function is called. */
export function keepLive(
  { code: picture, pairingCode, timer }: PanelView,
  age: number,
  face: Face,
): () => void {
  const code = picture ?? pairingCode?.code;
  const passed = stopwatch(age);
  const validMs = code ? code.validMs - reaction : Infinity;
  let before = 0;
  let pending: number | undefined;

  const tick = (): void => {
    clearTimeout(pending);
    const now = passed();
    const dead = now >= validMs;
    if (timer) face.time(timerText(timer, now));
    if (dead) face.cover();
    else arm(now);
    const warning = timer && dueWarning(timer, before, now);
    if (warning !== undefined && !dead) face.say(warning);
    before = now;
  };

  const arm = (now: number): void => {
    const wait = Math.min(
      timer ? untilChange(timer, now) : Infinity,
      code ? Math.min(validMs - now, watchfulness) : Infinity,
    );
    if (wait !== Infinity) pending = window.setTimeout(tick, wait);
  };

  tick();
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearTimeout(pending);
    document.removeEventListener('visibilitychange', tick);
  };
}
