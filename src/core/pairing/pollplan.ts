import type { Code } from '../code/code';
import { slowAnswer, usualCodes } from '../code/codelives';
import { requestGap } from '../gateways/instancepace';

/** How long after a code's end the next one is requested, in ms: engines aren't exact to the millisecond. */
const margin = 100;
/** How much later than the interval a poll may come, in ms, so that polls can be spread evenly. */
export const slack = 1_000;
/** How many more codes are expected if nobody knows which code of the session this is. */
const usualRest = 3;
/** How long after a code's end the answer of a slow gateway should arrive, in ms: an answer can come a little sooner than the one before. */
const earliness = 300;

/** No answer takes longer than this, in ms: the time limit of a request. */
const longestAnswer = 25_000;

/** When to request a code next. */
export interface Poll {
  readonly at: number;
  /** Whether that is when the code is expected to have ended, and not just a look at it. */
  readonly isLast: boolean;
}

/**
 * Requests are spread evenly over the time until the next code is expected, so that one falls on that moment and none comes
 * so close before it that it would delay that one.
 *
 * `from` is when the gap after the last request began to count, `interval` the poll interval in ms. `readsFirst`: the gateway
 * looks for the code before it works on the answer, and not afterwards.
 */
export function nextPoll(code: Code, from: number, interval: number, readsFirst = false): Poll {
  const took = Math.min(code.took, longestAnswer);
  const lead = took > slowAnswer && !readsFirst ? took - earliness : 0;
  const left = targetOf(code, from + interval) - lead - from;
  // Where two gaps don't fit, one longer gap reaches that moment; two would miss it by seconds.
  const maxPolls = Math.floor(left / Math.max(requestGap, took));
  const polls = Math.max(Math.min(Math.ceil(left / (interval + slack)), maxPolls), 1);
  return { at: from + Math.max(left / polls, requestGap), isLast: polls === 1 };
}

/** When the next code is expected, or another look at this one is due. */
function targetOf(code: Code, usual: number): number {
  if (code.repeated) return usual;
  switch (code.end) {
    case 'reported':
      return code.surelyExpiredAt;
    case 'estimated':
      return code.expiresAt + bestLook(code) + margin;
    case 'unknown':
      return Math.min(usual, code.surelyExpiredAt);
    default:
      return code.end satisfies never;
  }
}

/**
 * How long after its earliest end to look for the code's successor, in ms, if its end is uncertain by `w`. A look after `x`
 * finds the successor with the probability x/w. If it doesn't, the next look comes 5 s later. Either way the ends of the
 * `n - 1` codes that follow are less uncertain: by x or by w - x. The expected time without a live code on screen,
 * x + 5 (1 - x/w) + (n - 1) (x² + (w - x)²) / w, is shortest for this x.
 */
function bestLook({ expiresAt, surelyExpiredAt, number }: Code): number {
  const width = surelyExpiredAt - expiresAt;
  const rest = number === undefined ? usualRest : Math.max(usualCodes - number, 1);
  if (rest === 1) return width;
  return Math.min(Math.max(width / 2 + (requestGap - width) / (4 * (rest - 1)), 0), width);
}
