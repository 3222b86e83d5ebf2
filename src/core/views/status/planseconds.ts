import type { Plan } from '../../pairing/pairing';

/** The full seconds until a planned request, never more than the wait that was first shown. */
export function secondsLeft(plan: Plan, now: number): number {
  const left = Math.ceil((plan.at - now) / 1_000);
  return Math.max(Math.min(left, plan.seconds ?? left), 0);
}

/** When the shown number of seconds before a deadline, limited to `max`, changes next; nothing if it doesn't. */
export function nextSecond(deadline: number, now: number, max = Infinity): { readonly changesAt?: number } {
  const shown = Math.min(Math.ceil((deadline - now) / 1_000), max);
  return shown > 0 ? { changesAt: deadline - (shown - 1) * 1_000 } : {};
}
