/** Numbers below this are seconds since the epoch, others milliseconds. */
const secondsBelow = 1e11;
/** A remaining life further from now than this, in ms, says that the field means something else. */
const plausible = 5 * 60_000;
/** The `Date` header is cut to whole seconds. */
const dateResolution = 1_000;

/** An expiry field as milliseconds since the epoch: number, numeric string or ISO date (the vendor's page and its sample disagree on the unit). */
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

/** When a call was made and answered, in ms on the user's clock, and the gateway's own time if it told it. */
export interface CallTimes {
  readonly startedAt: number;
  readonly receivedAt: number;
  /** The `Date` header's text. */
  readonly date?: string | undefined;
}

/**
 * Milliseconds a code has left when its answer arrives, negative if it has expired; undefined where the expiry is so
 * far off that it can't be one. Measured on the gateway's clock, since the user's may run minutes wrong.
 */
export function timeToLive(expiry: number, times: CallTimes): number | undefined {
  const left = expiry - serverTime(times);
  return Math.abs(left) <= plausible ? left : undefined;
}

function serverTime({ startedAt, receivedAt, date }: CallTimes): number {
  const told = httpDate(date);
  if (told === undefined) return receivedAt;
  // The header's second may have just begun or be nearly over. Where the user's clock agrees with it, that clock is
  // the finer one; else the latest instant the header can mean is taken, for a code may be covered early but not late.
  const agrees = told <= receivedAt && startedAt < told + dateResolution;
  return agrees ? receivedAt : told + dateResolution;
}

/** The instant that a `Date` or `Retry-After` header names, in ms since the epoch. */
export function httpDate(header: string | undefined): number | undefined {
  // Without a time of day it is none of the formats allowed, though the parser would make a date of "-5" or "1.5".
  if (header === undefined || !/\d:\d\d/.test(header)) return undefined;
  // eslint-disable-next-line no-restricted-globals -- reads a text; it is the current time that core must not ask for
  const at = Date.parse(header);
  return Number.isFinite(at) ? at : undefined;
}
