import { httpDate } from '../time/httpdate';
import type { ServerClock } from './serverclock';

/** Numbers below this are seconds since the epoch, others milliseconds. */
const secondsBelow = 1e11;
/** An expiry that is further in the future than this, in ms, can't be one: no gateway offers a code for so long. */
const longestFuture = 10 * 60_000;
/** An expiry that is further in the past than this, in ms, isn't one: the field means something else. */
const longestPast = 24 * 3_600_000;

/**
 * An expiry field as milliseconds since the epoch. The field can be a number, a numeric string or an ISO date, in seconds
 * or milliseconds: the vendor's page and its sample disagree on the unit.
 */
export function parseExpiry(field: unknown): number | undefined {
  if (typeof field === 'number') return fromNumber(field);
  if (typeof field !== 'string') return undefined;
  const text = field.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) ? httpDate(text) : undefined;
}

function fromNumber(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? (value < secondsBelow ? value * 1_000 : value) : undefined;
}

/** The time that a code has left when the answer arrives, in ms; negative if the code has expired. */
export interface TimeLeft {
  /** Until then the code is certainly valid; after that it is covered. */
  readonly min: number;
  /** After that the code has certainly expired, so the next one can be requested. */
  readonly max: number;
}

/**
 * The time that a code has left, measured on the gateway's clock, since the user's can be wrong by minutes. `impossible` if the
 * expiry is so far away that the gateway's expiry can't be trusted; undefined if the field isn't an expiry.
 */
export function timeToLive(
  expiry: number,
  receivedAt: number,
  clock: ServerClock,
): TimeLeft | 'impossible' | undefined {
  const { min, max } = clock.at(receivedAt);
  const left = { min: expiry - max, max: expiry - min };
  if (left.max > longestFuture) return 'impossible';
  return left.max < -longestPast ? undefined : left;
}
