import type { Code } from '../code/codehistory';
import { requestGap } from '../gateways/instancepace';

/** A request for the next code is sent so long after the current one has ended, in ms: engines aren't exact to the millisecond. */
const margin = 250;
/** If it is uncertain by more than this, in ms, when a code ends, a request in the middle of that time makes it more certain. */
const wideWindow = 4_000;
/** A poll may come so much later than the interval, in ms, so that polls can be spread evenly. */
const slack = 1_000;

/**
 * When to request a code next. Requests are spread evenly over the time until the next code is expected, so that one falls
 * on that moment and none comes so close before it that it would delay that one.
 *
 * `from` is when the gap after the last request began to count, `interval` the poll interval in ms.
 */
export function nextPoll(code: Code, from: number, interval: number): number {
  const left = targetOf(code, from + interval) - from;
  // Where two gaps don't fit, one longer gap reaches that moment; two would miss it by seconds.
  const most = Math.max(Math.floor(left / requestGap), 1);
  const polls = Math.max(Math.min(Math.ceil(left / (interval + slack)), most), 1);
  return from + Math.max(left / polls, requestGap);
}

/** When the next code is expected, or another look at this one is due. */
function targetOf({ end, expiresAt, surelyExpiredAt, repeated }: Code, usual: number): number {
  if (repeated) return usual;
  switch (end) {
    case 'reported':
      return surelyExpiredAt;
    case 'estimated': {
      const width = surelyExpiredAt - expiresAt;
      return (width > wideWindow ? expiresAt + width / 2 : surelyExpiredAt) + margin;
    }
    case 'unknown':
      return Math.min(usual, surelyExpiredAt);
    default:
      return end satisfies never;
  }
}
