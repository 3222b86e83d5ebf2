import type { Failure } from '../failures/failure';
import { failureName } from '../failures/failure';
import type { Phase, WaitCause } from '../pairing/phase';
import type { TimedEntry } from './timeline';

/** How the time of a code ended; for the first four, the code itself was no longer valid. */
export type CodeEnd =
  /** The code reached the expiry that the gateway had reported. */
  | 'expired'
  /** The code had no expiry, and no request confirmed it for too long. */
  | 'limit'
  /** The gateway had another code before the expiry. */
  | 'replaced'
  /** The code had expired when it arrived. */
  | 'expiredOnArrival'
  /** A phone has probably scanned the code. */
  | 'scanned'
  /** The pairing or the session ended while the code was valid. */
  | 'cut';

/** The time of a code. All times are in ms since the epoch on the user's clock. */
export interface CodeSpan {
  readonly count: number;
  readonly from: number;
  /** Absent while the code is valid. */
  readonly to?: number;
  readonly end?: CodeEnd;
  /** The expiry that the gateway reported, if it reported one. */
  readonly due?: number;
}

/** A request, from its start to its end. */
interface RequestSpan {
  readonly from: number;
  readonly to: number;
  readonly request: string;
  readonly status?: number;
  readonly outcome: string;
}

/** A wait before the next request that the user saw, and its cause. */
export interface WaitSpan {
  readonly from: number;
  /** Absent if no event has ended the wait; it ends at `due` at the latest. */
  readonly to?: number;
  readonly due: number;
  readonly because: WaitCause | Failure;
}

/** A state, from its start until the next state. */
interface StateSpan {
  readonly from: number;
  readonly to?: number;
  readonly state: Phase['kind'];
  readonly failure?: Failure;
}

/** One pairing as spans of time. */
export interface PairingSpans {
  readonly begin: number;
  /** Absent while it runs. */
  readonly end?: number;
  readonly codes: readonly CodeSpan[];
  readonly requests: readonly RequestSpan[];
  readonly waits: readonly WaitSpan[];
  readonly states: readonly StateSpan[];
}

/** The statistics of a pairing; times in ms. */
export interface Statistics {
  readonly codes: number;
  /** Of the codes that ended because they were no longer valid. */
  readonly medianLife?: number;
  readonly requests: number;
  readonly longestWait?: number;
}

/** A past pairing. It contains no value, account name or phone number. */
export interface PastPairing {
  /** In ms since the epoch. */
  readonly begin: number;
  readonly ms: number;
  readonly outcome: Phase['kind'];
  readonly codes: number;
  readonly requests: number;
}

const ends: ReadonlySet<Phase['kind']> = new Set(['linked', 'unlinked', 'stopped', 'locked', 'failed']);
const naturalEnds: ReadonlySet<CodeEnd | undefined> = new Set<CodeEnd>([
  'expired',
  'limit',
  'replaced',
  'expiredOnArrival',
]);

/** The entries of each pairing. A request that a pairing gave up can end during the next pairing, but belongs to the first. */
export function splitByPairing(entries: readonly TimedEntry[]): readonly (readonly TimedEntry[])[] {
  const pairings: TimedEntry[][] = [];
  for (const entry of entries) {
    const begins = entry.kind === 'phase' && entry.from === undefined;
    const current = pairings.at(-1);
    if (begins || !current) {
      pairings.push([entry]);
      continue;
    }
    const late = entry.kind === 'request' && entry.at - entry.ms < (current[0]?.at ?? 0);
    ((late ? pairings.at(-2) : undefined) ?? current).push(entry);
  }
  return pairings;
}

/** The entries of one pairing as spans of time. */
export function spansOf(pairing: readonly TimedEntry[]): PairingSpans {
  const codes: CodeSpan[] = [];
  const requests: RequestSpan[] = [];
  const waits: WaitSpan[] = [];
  const states: StateSpan[] = [];
  const close = <Span extends { to?: number }>(spans: Span[], to: number, more: Partial<Span>): void => {
    const last = spans.at(-1);
    if (last && last.to === undefined) spans[spans.length - 1] = { ...last, ...more, to };
  };
  for (const entry of pairing) {
    const { at } = entry;
    switch (entry.kind) {
      case 'request': {
        const { request, status, outcome, ms } = entry;
        requests.push({ from: at - ms, to: at, request, outcome, ...(status !== undefined && { status }) });
        const wait = waits.at(-1);
        // A session check can have begun before the wait did.
        if (wait && at - ms >= wait.from) close(waits, Math.min(at - ms, wait.due), {});
        break;
      }
      case 'wait':
      case 'retry': {
        close(waits, at, {});
        const because = entry.kind === 'wait' ? entry.because : entry.failure;
        waits.push({ from: at, due: at + entry.seconds * 1_000, because });
        break;
      }
      case 'code': {
        close(codes, at, { end: 'replaced' });
        const { count, life } = entry;
        const expired = life !== undefined && life <= 0;
        codes.push({
          count,
          from: at,
          ...(life !== undefined && { due: at + Math.max(life, 0) }),
          ...(expired && { to: at, end: 'expiredOnArrival' }),
        });
        break;
      }
      case 'phase': {
        const { to, failure } = entry;
        close(states, at, {});
        states.push({ from: at, state: to, ...(failure && { failure }) });
        if (to === 'scannable') reopen(codes, at);
        else close(codes, at, { end: endBy(to, codes.at(-1)) });
        if (ends.has(to)) close(waits, at, {});
        break;
      }
      default:
        entry satisfies never;
    }
  }
  const last = states.findLast(({ state }) => ends.has(state));
  return {
    begin: pairing[0]?.at ?? 0,
    ...(last && { end: Math.max(last.from, ...requests.map(({ to }) => to)) }),
    codes,
    requests,
    waits,
    states,
  };
}

/** A code that was covered is valid again because the gateway has confirmed it. */
function reopen(codes: CodeSpan[], at: number): void {
  const last = codes.at(-1);
  if (!last || last.from === at || last.to === undefined) return;
  codes[codes.length - 1] = { count: last.count, from: last.from };
}

function endBy(state: Phase['kind'], code: CodeSpan | undefined): CodeEnd {
  switch (state) {
    case 'linking':
    case 'linked':
    case 'passkey':
      return 'scanned';
    case 'expired':
    case 'paused':
      return code?.due === undefined ? 'limit' : 'expired';
    case 'connecting':
    case 'waiting':
    case 'scannable':
    case 'unlinked':
    case 'stopped':
    case 'locked':
    case 'failed':
      return 'cut';
    default:
      return state satisfies never;
  }
}

/** The statistics of a pairing at a point in time. */
export function statisticsOf({ codes, requests, waits }: PairingSpans, now: number): Statistics {
  const lives = codes.flatMap(({ from, to, end }) =>
    to !== undefined && naturalEnds.has(end) ? [to - from] : [],
  );
  const waited = waits.map(({ from, to, due }) => (to ?? Math.min(due, now)) - from);
  const medianLife = median(lives);
  return {
    codes: codes.length,
    ...(medianLife !== undefined && { medianLife }),
    requests: requests.length,
    ...(waited.length > 0 && { longestWait: Math.max(...waited) }),
  };
}

/** The entry for a pairing that has ended. */
export function pastOf(spans: PairingSpans, now: number): PastPairing {
  const { begin, end = now, states } = spans;
  const { codes, requests } = statisticsOf(spans, end);
  return { begin, ms: end - begin, outcome: states.at(-1)?.state ?? 'connecting', codes, requests };
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Why a pairing waits, in the same words as in the log. */
export function causeName({ because }: Pick<WaitSpan, 'because'>): string {
  return typeof because === 'string' ? because : failureName(because);
}
