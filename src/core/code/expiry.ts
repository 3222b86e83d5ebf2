import { httpDate } from '../time/httpdate';

/** Numbers below this are seconds since the epoch, others milliseconds. */
const secondsBelow = 1e11;
/** If the expiry is further from now than this, in ms, the field means something else. */
const plausible = 5 * 60_000;
/** The `Date` header has full seconds only. */
const dateResolution = 1_000;

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

/** When a request started and was answered, in ms on the user's clock, and the gateway's own time if the answer has it. */
export interface AnswerTimes {
  readonly startedAt: number;
  readonly receivedAt: number;
  /** The `Date` header's text. */
  readonly date?: string | undefined;
}

/** The time that a code has left when the answer arrives, in ms; negative if the code has expired. */
export interface TimeLeft {
  /** Until then the code is certainly valid; after that it is covered. */
  readonly min: number;
  /** After that the code has certainly expired, so the next one can be requested. */
  readonly max: number;
}

/**
 * The time that a code has left; undefined if the expiry is too far away to be one. It is measured on the gateway's clock,
 * since the user's clock can be wrong by minutes, or by a fraction of a second that nobody notices.
 */
export function timeToLive(expiry: number, times: AnswerTimes): TimeLeft | undefined {
  const { startedAt, receivedAt, date } = times;
  const reported = httpDate(date);
  // The gateway wrote `Date` after the request started and before the answer arrived. So its clock now shows at least that
  // second, and at most the end of that second plus the duration of the request.
  const earliest = reported ?? receivedAt;
  const latest = reported === undefined ? receivedAt : reported + dateResolution + (receivedAt - startedAt);
  const left = { min: expiry - latest, max: expiry - earliest };
  return Math.abs(left.max) <= plausible ? left : undefined;
}
