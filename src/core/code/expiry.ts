import { httpDate } from '../time/httpdate';

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

/** When a request was made and answered, in ms on the user's clock, and the gateway's own time if it told it. */
export interface AnswerTimes {
  readonly startedAt: number;
  readonly receivedAt: number;
  /** The `Date` header's text. */
  readonly date?: string | undefined;
}

/** How long a code has left when its answer arrives, in ms, negative if it has expired. */
export interface TimeLeft {
  /** So long it surely lives: it is covered then. */
  readonly min: number;
  /** Then it is surely dead: the next one can be asked for. */
  readonly max: number;
}

/**
 * What a code has left; undefined where the expiry is so far off that it can't be one. Measured on the gateway's clock,
 * since the user's may run minutes wrong, or less than a second, which nobody notices.
 */
export function timeToLive(expiry: number, times: AnswerTimes): TimeLeft | undefined {
  const { startedAt, receivedAt, date } = times;
  const told = httpDate(date);
  // The gateway wrote its `Date` between start and receipt, in the second that the header names: its clock is at
  // least at that second now, and at most at that second's end and all the request took.
  const earliest = told ?? receivedAt;
  const latest = told === undefined ? receivedAt : told + dateResolution + (receivedAt - startedAt);
  const left = { min: expiry - latest, max: expiry - earliest };
  return Math.abs(left.max) <= plausible ? left : undefined;
}
