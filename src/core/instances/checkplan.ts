import type { Account, SessionStatus } from '../gateways/answer';
import { backoff } from '../failures/backoff';
import type { Failure, FailureKind } from '../failures/failure';
import { isTransient } from '../failures/failure';
import type { InstanceRef } from '../references/instanceref';

/** What is known of an instance. */
export interface InstanceStatus {
  /** Undefined: no answer yet. Trouble leaves the last known one standing. */
  readonly status: SessionStatus | undefined;
  readonly account?: Account;
  /** When that was last confirmed, on the clock's scale. */
  readonly checkedAt?: number;
  /** Why the last check brought nothing. */
  readonly failure?: Failure;
  /** Whether a check is under way. */
  readonly checking: boolean;
}

/** One instance's place among the checks; all times are on the scale of `Clock.elapsed`, which no jump of the clock moves. */
export interface Check {
  readonly ref: InstanceRef;
  known: InstanceStatus;
  watched: boolean;
  /** Somebody looks at it, or wants to be told of it; the others get what is left, and a share. */
  front: boolean;
  /** The user asked for it. */
  wanted: boolean;
  /** Before this the next request must not start. */
  dueAt: number;
  /** When its last request ended. */
  endedAt?: number;
  /** Its place among those that are due at the same time. */
  order: number;
  /** Vain requests in a row. */
  failures: number;
  /** What was known when it was last seen linked, until the end of that was told. */
  linked?: InstanceStatus;
}

/** Least time between two checks of one instance, and the pace while something is going on, in ms. */
export const checkGap = 10_000;
/** Pace of checks where a session stays as it is, in ms. */
export const settledPace = 30_000;
/** How long a gateway that refused a check isn't asked the same again, in ms. */
export const refusedPace = 300_000;
/** Most checks under way at once. */
export const maxConcurrent = 4;

const settled: ReadonlySet<SessionStatus> = new Set(['WORKING', 'STOPPED', 'FAILED']);
const helpless: ReadonlySet<SessionStatus> = new Set(['SCAN_QR_CODE', 'FAILED', 'STOPPED', 'PASSKEY']);
const unreachable: ReadonlySet<FailureKind> = new Set(['network', 'timeout', 'certificate', 'proxy']);
const refusing: ReadonlySet<FailureKind> = new Set(['token', 'redirect']);

/** Least time between the starts of two checks, in ms, so that no minute ever holds more than `budget` of them. */
export function startGap(budget: number): number {
  // A millisecond more than a share of the minute: a minute's first and last instant count both.
  return Math.floor(60_000 / Math.max(Math.floor(budget), 1)) + 1;
}

/** How long after a check that brought a status the next one is due, in ms. */
export function paceOf(status: SessionStatus): number {
  return settled.has(status) ? settledPace : checkGap;
}

/** How long after the last of so many vain checks in a row the next one is due, in ms; `chance` is in [0, 1). */
export function paceAfter(failure: Failure, failures: number, chance: number): number {
  if (!isTransient(failure)) return refusedPace;
  // That the gateway wants to be left alone concerns all its instances, not this one.
  if (failure.kind === 'rateLimit') return checkGap;
  return Math.max(backoff(failures, chance, failure.retryAfterMs).ms, checkGap);
}

/** Whether a failure says that nothing at all gets through to the gateway. */
export function isUnreachable({ kind }: Failure): boolean {
  return unreachable.has(kind);
}

/** Whether a failure says that the whole gateway is refused, whichever instance is asked about. */
export function isRefusal({ kind }: Failure): boolean {
  return refusing.has(kind);
}

/** Whether a session that was linked is so no longer, and doesn't mend by itself. */
export function isDisconnected(status: SessionStatus): boolean {
  return helpless.has(status);
}

/** Whose turn it is when both are due. */
export type Turn = 'front' | 'back';

/** Of so many starts one is the others’, whatever those at the front need: nobody is starved. */
const backShare = 2;

/** Whose turn a start is. */
export function turnOf(start: number): Turn {
  return start % backShare === backShare - 1 ? 'back' : 'front';
}

/** Whether of two checks that are due the one goes first: what the user asked for, then those whose turn it is. */
export function isFirst(one: Check, other: Check, turn: Turn): boolean {
  const [mine, others] = [isOf(one, turn), isOf(other, turn)];
  return mine === others ? isMoreUrgent(one, other) : mine;
}

/** Whether of two checks of the same turn the one goes first: what the user asked for, what was never answered, what is due longest. */
export function isMoreUrgent(one: Check, other: Check): boolean {
  const ranks = rank(one) - rank(other);
  return ranks === 0 ? isDueEarlier(one, other) : ranks < 0;
}

function isOf({ front, wanted }: Check, turn: Turn): boolean {
  return wanted || front === (turn === 'front');
}

/** Whether one is due before the other. */
export function isDueEarlier(one: Check, other: Check): boolean {
  return one.dueAt === other.dueAt ? one.order < other.order : one.dueAt < other.dueAt;
}

function rank({ wanted, known }: Check): number {
  if (wanted) return 0;
  return known.status === undefined && !known.failure ? 1 : 2;
}
