import type { PanelView } from '../core/views/panel/paneldata';
import { dueWarning, timerText, untilChange } from '../core/time/countdown';
import type { Cancel } from '../core/time/clock';
import { clock } from './browserclock';

/** The parts of the page that change with time. */
export interface LiveParts {
  showTime(text: string): void;
  announce(text: string): void;
  /** Covers the code, which has expired: from now on no camera may read it. */
  cover(): void;
}

/** Limit of the time between two looks at the clock while a code is on screen, in ms: no timer fires when the machine wakes up. */
const maxWait = 250;

/** Time that it takes to draw the cover, in ms, with a margin. */
const drawTime = 50;

/** Keeps the time and the cover of a view up to date until the returned function is called. `age` is the view's, in ms. */
export function keepLive(
  { code: picture, pairingCode, timer }: PanelView,
  age: number,
  parts: LiveParts,
): () => void {
  const code = picture ?? pairingCode?.code;
  const madeAt = clock.now() - age;
  const validMs = code ? code.validMs - drawTime : Infinity;
  let before = 0;
  let cancel: Cancel | undefined;

  const tick = (): void => {
    cancel?.();
    const now = clock.now() - madeAt;
    const expired = now >= validMs;
    if (timer) parts.showTime(timerText(timer, now));
    if (expired) parts.cover();
    else arm(now);
    const warning = timer && dueWarning(timer, before, now);
    if (warning !== undefined && !expired) parts.announce(warning);
    before = now;
  };

  const arm = (now: number): void => {
    const wait = Math.min(
      timer ? untilChange(timer, now) : Infinity,
      code ? Math.min(validMs - now, maxWait) : Infinity,
    );
    if (wait !== Infinity) cancel = clock.at(madeAt + now + wait, tick);
  };

  tick();
  document.addEventListener('visibilitychange', tick);
  return () => {
    cancel?.();
    document.removeEventListener('visibilitychange', tick);
  };
}
