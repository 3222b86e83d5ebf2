import type { Plan } from '../../pairing/pairing';
import { clockTime } from '../../time/duration';
import type { Translate } from '../../text/translate';

/** Waits that are longer than this, in seconds, are shown as minutes and seconds. */
const longestInSeconds = 99;

/** Whether a wait is shown as minutes and seconds, from its beginning to its end. */
export function isLong({ seconds = 0 }: Plan): boolean {
  return seconds > longestInSeconds;
}

/** The time until a planned request as text: “9 s”, or “12:30” for a long wait. */
export function waitTime(plan: Plan, now: number, t: Translate): string {
  const left = secondsLeft(plan, now);
  return isLong(plan) ? clockTime(left * 1_000) : t('{0} s', left);
}

/** The full seconds until a planned request, never more than the wait that was first shown. */
function secondsLeft(plan: Plan, now: number): number {
  const left = Math.ceil((plan.at - now) / 1_000);
  return Math.max(Math.min(left, plan.seconds ?? left), 0);
}

/** When the shown number of seconds before a deadline, limited to `max`, changes next; nothing if it doesn't. */
export function nextSecond(deadline: number, now: number, max = Infinity): { readonly changesAt?: number } {
  const shown = Math.min(Math.ceil((deadline - now) / 1_000), max);
  return shown > 0 ? { changesAt: deadline - (shown - 1) * 1_000 } : {};
}
