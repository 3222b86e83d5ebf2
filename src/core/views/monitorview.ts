import { failureName } from '../failures/failure';
import { stateName } from '../gateways/statenames';
import { clockTime } from '../time/duration';
import type { Action } from './intent';
import type { CodeEnd, CodeLife, PastPairing, PairingSpans, WaitSpan } from '../timeline/spans';
import { splitByPairing, statisticsOf, spansOf } from '../timeline/spans';
import { causeName } from '../timeline/export';
import type { Phase } from '../pairing/pairing';
import type { TimedEntry } from '../timeline/timeline';
import type { Translate } from '../text/translate';

/** Something on the time line; times in ms since its beginning. */
export interface MonitorMark {
  readonly from: number;
  /** Absent while it goes on. */
  readonly to?: number;
  /** When it will be over, if that is known: the time until then is outlined. */
  readonly due?: number;
  /** Told apart by pattern as well as by colour. */
  readonly look: 'solid' | 'open' | 'dashed' | 'striped' | 'dotted';
  /** What is written under it, the longest first: the first one that fits is. */
  readonly texts: readonly string[];
}

/** A table; every row has as many cells as the head. */
export interface MonitorTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is said where there are no rows. */
  readonly none: string;
}

/** The rotation monitor as plain data; the page draws it, and its running edge goes on by itself. */
export interface MonitorView {
  /** From the beginning of the time line to its end, or to the making of this view while the pairing runs; in ms. */
  readonly length: number;
  readonly running: boolean;
  readonly lanes: readonly { readonly name: string; readonly marks: readonly MonitorMark[] }[];
  /** What the picture is, for those who don't see it. */
  readonly label: string;
  /** The word at the running edge. */
  readonly now: string;
  readonly statistics: readonly { readonly name: string; readonly value: string }[];
  readonly table: MonitorTable;
  readonly history: MonitorTable;
  readonly actions: readonly Action[];
}

/** What a monitor is drawn from. */
export interface MonitorSource {
  readonly entries: readonly TimedEntry[];
  /** Past pairings, the newest first. */
  readonly history: readonly PastPairing[];
  readonly now: number;
  /** Writes a time, in ms since the epoch, as the user is used to. */
  readonly date: (at: number) => string;
}

/** As many rows as somebody reads; all of them are in an export. */
const maxRows = 200;

/** What the rotation monitor shows of the last attempt, at a moment. */
export function monitorView({ entries, history, now, date }: MonitorSource, t: Translate): MonitorView {
  const attempt = splitByPairing(entries).at(-1) ?? [];
  const line = spansOf(attempt);
  const { begin, end } = line;
  const running = attempt.length > 0 && end === undefined;
  const statistics = statisticsOf(line, now);
  return {
    length: attempt.length === 0 ? 0 : (end ?? now) - begin,
    running,
    lanes: lanesOf(line, t),
    label: t('Time line of the pairing; the table below says all that it shows'),
    now: t('now'),
    statistics: [
      { name: t('Codes seen'), value: `${statistics.codes}` },
      { name: t('Median life'), value: duration(statistics.medianLife, t) },
      { name: t('Requests'), value: `${statistics.requests}` },
      { name: t('Longest wait'), value: duration(statistics.longestWait, t) },
    ],
    table: {
      caption: t('What happened'),
      head: [t('Time'), t('What'), t('Detail')],
      rows: rowsOf(attempt, line, t)
        .slice(-maxRows)
        .map(({ at, what, detail }) => [elapsed(at - begin), what, detail]),
      none: t('Nothing has happened yet.'),
    },
    history: {
      caption: t('Past pairings of this instance'),
      head: [t('When'), t('Length'), t('Outcome'), t('Codes'), t('Requests')],
      rows: history.map(({ begin: at, ms, outcome, codes, requests }) => [
        date(at),
        clockTime(ms),
        phaseName(outcome, t),
        `${codes}`,
        `${requests}`,
      ]),
      none: t('None is remembered.'),
    },
    actions: [
      { intent: 'exportJson', label: t('Export as JSON…') },
      { intent: 'exportCsv', label: t('Export as CSV…') },
    ],
  };
}

function lanesOf(
  { begin, codes, requests, waits, states }: PairingSpans,
  t: Translate,
): MonitorView['lanes'] {
  const span = ({
    from,
    to,
    due,
  }: {
    from: number;
    to?: number;
    due?: number;
  }): Omit<MonitorMark, 'look' | 'texts'> => ({
    from: from - begin,
    ...(to !== undefined && { to: to - begin }),
    ...(due !== undefined && to === undefined && { due: due - begin }),
  });
  return [
    {
      name: t('State'),
      marks: states.map((state) => ({
        ...span(state),
        look: 'open',
        texts: [phaseName(state.state, t)],
      })),
    },
    {
      name: t('Codes'),
      marks: codes.map((code) => ({
        ...span(code),
        look: code.due === undefined ? 'dashed' : 'solid',
        texts: [
          ...(code.end === undefined ? [] : [t('{0}: {1}', code.count, endName(code.end, t))]),
          `${code.count}`,
        ],
      })),
    },
    {
      name: t('Requests'),
      marks: requests.map((request) => ({
        ...span(request),
        look: request.status === undefined ? 'dashed' : request.status < 300 ? 'solid' : 'striped',
        texts: [
          `${request.status ?? '—'} · ${Math.round(request.to - request.from)} ms`,
          `${request.status ?? '—'}`,
        ],
      })),
    },
    {
      name: t('Waits'),
      marks: waits.map((wait) => ({
        ...span(wait),
        look: 'dotted',
        texts: [waitName(wait, t), announced(wait, t)],
      })),
    },
  ];
}

interface Row {
  readonly at: number;
  readonly what: string;
  readonly detail: string;
}

/** The attempt in words, in the order of time; a code's end stands before what ended it. */
function rowsOf(attempt: readonly TimedEntry[], { codes }: PairingSpans, t: Translate): readonly Row[] {
  const endings = codes.flatMap((code) => endRow(code, t));
  const happened = attempt.map((entry): Row => ({ at: entry.at, ...rowOf(entry, t) }));
  return [...endings, ...happened].sort((a, b) => a.at - b.at);
}

function endRow({ count, from, to, end }: CodeLife, t: Translate): readonly Row[] {
  if (to === undefined || end === undefined || end === 'expiredOnArrival') return [];
  const detail = t('{0} after {1}', endName(end, t), duration(to - from, t));
  return [{ at: to, what: t('End of code {0}', count), detail }];
}

function rowOf(entry: TimedEntry, t: Translate): Omit<Row, 'at'> {
  switch (entry.kind) {
    case 'phase': {
      const to = phaseName(entry.to, t);
      const words = entry.from === undefined ? to : t('{0} → {1}', phaseName(entry.from, t), to);
      return { what: t('State'), detail: entry.failure ? `${words}: ${failureName(entry.failure)}` : words };
    }
    case 'request': {
      const { request, status, ms, outcome } = entry;
      const parts = [request, status ?? t('no answer'), `${Math.round(ms)} ms`, outcome];
      return { what: t('Request'), detail: parts.join(' · ') };
    }
    case 'wait':
    case 'retry': {
      const because = entry.kind === 'wait' ? entry.because : entry.failure;
      return { what: t('Wait'), detail: t('{0} s: {1}', entry.seconds, reason({ because }, t)) };
    }
    case 'code':
      return { what: t('Code {0}', entry.count), detail: firstSight(entry.life, t) };
    default:
      return entry satisfies never;
  }
}

function firstSight(life: number | undefined, t: Translate): string {
  if (life === undefined) return t('first seen; the gateway told no expiry');
  return life <= 0 ? t('expired on arrival') : t('first seen, with {0} left', duration(life, t));
}

function announced({ from, due }: WaitSpan, t: Translate): string {
  return t('{0} s', Math.round((due - from) / 1_000));
}

function waitName(wait: WaitSpan, t: Translate): string {
  return t('{0}: {1}', announced(wait, t), causeName(wait));
}

function reason(wait: Pick<WaitSpan, 'because'>, t: Translate): string {
  if (wait.because === 'STARTING') return t('the session is starting (STARTING)');
  return wait.because === 'empty' ? t('the gateway has no code yet') : causeName(wait);
}

function endName(end: CodeEnd, t: Translate): string {
  switch (end) {
    case 'expired':
      return t('expired');
    case 'limit':
      return t('not confirmed any more');
    case 'replaced':
      return t('replaced');
    case 'expiredOnArrival':
      return t('expired on arrival');
    case 'scanned':
      return t('scanned');
    case 'cut':
      return t('pairing ended');
    default:
      return end satisfies never;
  }
}

function phaseName(phase: Phase['kind'], t: Translate): string {
  switch (phase) {
    case 'connecting':
      return t('Asking');
    case 'waiting':
      return stateName('starting', t);
    case 'scannable':
      return t('Code on show');
    case 'expired':
      return t('Code covered');
    case 'paused':
      return t('Out of sight');
    case 'linking':
      return t('Linking');
    case 'passkey':
    case 'linked':
    case 'unlinked':
    case 'stopped':
    case 'locked':
    case 'failed':
      return stateName(phase, t);
    default:
      return phase satisfies never;
  }
}

/** A length of time to a tenth of a second below a minute, as a clock above; a dash for none. */
function duration(ms: number | undefined, t: Translate): string {
  if (ms === undefined) return '—';
  return ms < 60_000 ? t('{0} s', Math.round(ms / 100) / 10) : clockTime(ms);
}

/** Time since the beginning, "0:42.1". */
function elapsed(ms: number): string {
  const tenths = Math.max(Math.floor(ms / 100), 0);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, '0');
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
}
