import type { WaitCause } from '../pairing/entry';
import type { Failure } from '../failures/failure';
import type { Phase } from '../pairing/pairing';
import type { TimedEntry } from './timeline';

/** How a code's life ended; only the first four are deaths that were seen. */
export type CodeEnd =
  /** The time that the gateway told was over. */
  | 'expired'
  /** It had no expiry, and nothing had confirmed it for as long as we trust one. */
  | 'limit'
  /** The gateway had another one before its time. */
  | 'replaced'
  /** It was dead on arrival. */
  | 'expiredOnArrival'
  /** A phone has probably scanned it. */
  | 'scanned'
  /** The pairing or the session ended while it lived. */
  | 'cut';

/** A code's life. All times are in ms since the epoch on the user's clock. */
export interface CodeLife {
  readonly count: number;
  readonly from: number;
  /** Absent while it lives. */
  readonly to?: number;
  readonly end?: CodeEnd;
  /** When it expires by what the gateway told, if it told anything. */
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

/** A wait before the next request that was announced to the user, and why. */
export interface WaitSpan {
  readonly from: number;
  /** Absent while nothing has ended it; it is over at `due` at the latest. */
  readonly to?: number;
  readonly due: number;
  readonly because: WaitCause | Failure;
}

/** A state, until the next one. */
interface StateSpan {
  readonly from: number;
  readonly to?: number;
  readonly state: Phase['kind'];
  readonly failure?: Failure;
}

/** One attempt as a time line. */
export interface PairingSpans {
  readonly begin: number;
  /** Absent while it runs. */
  readonly end?: number;
  readonly codes: readonly CodeLife[];
  readonly requests: readonly RequestSpan[];
  readonly waits: readonly WaitSpan[];
  readonly states: readonly StateSpan[];
}

/** What an attempt came to in numbers; times in ms. */
export interface Statistics {
  readonly codes: number;
  /** Of the codes that were seen to die. */
  readonly medianLife?: number;
  readonly requests: number;
  readonly longestWait?: number;
}

/** An attempt as the history remembers it: no value, name or number of anybody is in it. */
export interface PastPairing {
  /** In ms since the epoch. */
  readonly begin: number;
  readonly ms: number;
  readonly outcome: Phase['kind'];
  readonly codes: number;
  readonly requests: number;
}

const ends: ReadonlySet<Phase['kind']> = new Set(['linked', 'unlinked', 'stopped', 'locked', 'failed']);
const deaths: ReadonlySet<CodeEnd | undefined> = new Set<CodeEnd>([
  'expired',
  'limit',
  'replaced',
  'expiredOnArrival',
]);

/** The entries of each attempt; a request that an attempt gave up may end in the next one, and still is its own. */
export function splitByPairing(entries: readonly TimedEntry[]): readonly (readonly TimedEntry[])[] {
  const attempts: TimedEntry[][] = [];
  for (const entry of entries) {
    const begins = entry.kind === 'phase' && entry.from === undefined;
    const current = attempts.at(-1);
    if (begins || !current) {
      attempts.push([entry]);
      continue;
    }
    const late = entry.kind === 'request' && entry.at - entry.ms < (current[0]?.at ?? 0);
    ((late ? attempts.at(-2) : undefined) ?? current).push(entry);
  }
  return attempts;
}

/** An attempt's entries as spans of time. */
export function spansOf(attempt: readonly TimedEntry[]): PairingSpans {
  const codes: CodeLife[] = [];
  const requests: RequestSpan[] = [];
  const waits: WaitSpan[] = [];
  const states: StateSpan[] = [];
  const close = <Span extends { to?: number }>(spans: Span[], to: number, more: Partial<Span>): void => {
    const last = spans.at(-1);
    if (last && last.to === undefined) spans[spans.length - 1] = { ...last, ...more, to };
  };
  for (const entry of attempt) {
    const { at } = entry;
    switch (entry.kind) {
      case 'request': {
        const { request, status, outcome, ms } = entry;
        requests.push({ from: at - ms, to: at, request, outcome, ...(status !== undefined && { status }) });
        close(waits, Math.min(at - ms, waits.at(-1)?.due ?? at), {});
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
        const dead = life !== undefined && life <= 0;
        codes.push({
          count,
          from: at,
          ...(life !== undefined && { due: at + Math.max(life, 0) }),
          ...(dead && { to: at, end: 'expiredOnArrival' }),
        });
        break;
      }
      case 'phase': {
        const { to, failure } = entry;
        close(states, at, {});
        states.push({ from: at, state: to, ...(failure && { failure }) });
        if (to === 'scannable') revive(codes, at);
        else close(codes, at, { end: endBy(to, codes.at(-1)) });
        if (ends.has(to)) close(waits, at, {});
        break;
      }
      default:
        entry satisfies never;
    }
  }
  const over = states.findLast(({ state }) => ends.has(state));
  return {
    begin: attempt[0]?.at ?? 0,
    ...(over && { end: Math.max(over.from, ...requests.map(({ to }) => to)) }),
    codes,
    requests,
    waits,
    states,
  };
}

/** A code that was thought dead is shown again when the gateway confirms it. */
function revive(codes: CodeLife[], at: number): void {
  const last = codes.at(-1);
  if (!last || last.from === at || last.to === undefined) return;
  codes[codes.length - 1] = { count: last.count, from: last.from };
}

function endBy(state: Phase['kind'], code: CodeLife | undefined): CodeEnd {
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

/** The numbers of an attempt, at a moment. */
export function statisticsOf({ codes, requests, waits }: PairingSpans, now: number): Statistics {
  const lives = codes.flatMap(({ from, to, end }) =>
    to !== undefined && deaths.has(end) ? [to - from] : [],
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

/** An attempt that is over as the history remembers it. */
export function pastOf(line: PairingSpans, now: number): PastPairing {
  const { begin, end = now, states } = line;
  const { codes, requests } = statisticsOf(line, end);
  return { begin, ms: end - begin, outcome: states.at(-1)?.state ?? 'connecting', codes, requests };
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
