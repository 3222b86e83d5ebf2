import { failureName } from '../failures/failure';
import { stateName } from '../gateways/statenames';
import { clockTime } from '../time/duration';
import type { Action } from './intent';
import type { CodeEnd, CodeSpan, PastPairing, PairingSpans, WaitSpan } from '../timeline/spans';
import { causeName, splitByPairing, statisticsOf, spansOf } from '../timeline/spans';
import type { Phase } from '../pairing/phase';
import type { TimedEntry } from '../timeline/timeline';
import type { Translate } from '../text/translate';

/** A mark on the timeline; times in ms since the beginning of the timeline. */
export interface MonitorMark {
  readonly from: number;
  /** Absent while it goes on. */
  readonly to?: number;
  /** When it will end, if known: the time until then is drawn as an outline. */
  readonly due?: number;
  /** Marks differ by pattern too, not only by color. */
  readonly pattern: 'solid' | 'open' | 'dashed' | 'striped' | 'dotted';
  /** Labels from the longest to the shortest: the page writes the first one that fits. */
  readonly texts: readonly string[];
}

/** A table; every row has as many cells as the header. */
export interface MonitorTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Text of the table if it has no rows. */
  readonly none: string;
}

/** The rotation monitor as plain data; the page draws it and moves the running edge itself. */
export interface MonitorView {
  /** Length of the timeline in ms: to its end, or to the time of this view while the pairing runs. */
  readonly length: number;
  readonly running: boolean;
  readonly lanes: readonly { readonly name: string; readonly marks: readonly MonitorMark[] }[];
  /** Description of the chart for screen readers. */
  readonly label: string;
  /** Label of the running edge. */
  readonly now: string;
  readonly statistics: readonly { readonly name: string; readonly value: string }[];
  readonly table: MonitorTable;
  readonly pastPairings: MonitorTable;
  readonly actions: readonly Action[];
}

/** The data behind a monitor. */
export interface MonitorSource {
  readonly entries: readonly TimedEntry[];
  /** Past pairings, the newest first. */
  readonly pastPairings: readonly PastPairing[];
  readonly now: number;
  /** Formats a time, in ms since the epoch, for the user. */
  readonly date: (at: number) => string;
}

/** Limit of rows, more than anybody reads; an export has all of them. */
const maxRows = 200;

/** The rotation monitor's view of the last pairing at a point in time. */
export function monitorView({ entries, pastPairings, now, date }: MonitorSource, t: Translate): MonitorView {
  const lastPairing = splitByPairing(entries).at(-1) ?? [];
  const spans = spansOf(lastPairing);
  const { begin, end } = spans;
  const running = lastPairing.length > 0 && end === undefined;
  const statistics = statisticsOf(spans, now);
  return {
    length: lastPairing.length === 0 ? 0 : (end ?? now) - begin,
    running,
    lanes: lanesOf(spans, t),
    label: t('Timeline of the pairing. The table below contains everything that it shows.'),
    now: t('now'),
    statistics: [
      { name: t('Codes seen'), value: `${statistics.codes}` },
      { name: t('Median lifetime'), value: duration(statistics.medianLife, t) },
      { name: t('Requests'), value: `${statistics.requests}` },
      { name: t('Longest wait'), value: duration(statistics.longestWait, t) },
    ],
    table: {
      caption: t('What happened'),
      head: [t('Time'), t('Event'), t('Details')],
      rows: rowsOf(lastPairing, spans, t)
        .slice(-maxRows)
        .map(({ at, what, detail }) => [elapsed(at - begin), what, detail]),
      none: t('Nothing has happened yet.'),
    },
    pastPairings: {
      caption: t('Past pairings of this instance'),
      head: [t('Start'), t('Duration'), t('Outcome'), t('Codes'), t('Requests')],
      rows: pastPairings.map(({ begin: at, ms, outcome, codes, requests }) => [
        date(at),
        clockTime(ms),
        phaseName(outcome, t),
        `${codes}`,
        `${requests}`,
      ]),
      none: t('No past pairings.'),
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
  }): Omit<MonitorMark, 'pattern' | 'texts'> => ({
    from: from - begin,
    ...(to !== undefined && { to: to - begin }),
    ...(due !== undefined && to === undefined && { due: due - begin }),
  });
  return [
    {
      name: t('State'),
      marks: states.map((state) => ({
        ...span(state),
        pattern: 'open',
        texts: [phaseName(state.state, t)],
      })),
    },
    {
      name: t('Codes'),
      marks: codes.map((code) => ({
        ...span(code),
        pattern: code.due === undefined ? 'dashed' : 'solid',
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
        pattern: request.status === undefined ? 'dashed' : request.status < 300 ? 'solid' : 'striped',
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
        pattern: 'dotted',
        texts: [waitName(wait, t), shownWait(wait, t)],
      })),
    },
  ];
}

interface Row {
  readonly at: number;
  readonly what: string;
  readonly detail: string;
}

/** The rows of a pairing by time; the end of a code comes before the event that ended it. */
function rowsOf(pairing: readonly TimedEntry[], { codes }: PairingSpans, t: Translate): readonly Row[] {
  const endRows = codes.flatMap((code) => endRow(code, t));
  const entryRows = pairing.map((entry): Row => ({ at: entry.at, ...rowOf(entry, t) }));
  return [...endRows, ...entryRows].sort((a, b) => a.at - b.at);
}

function endRow({ count, from, to, end }: CodeSpan, t: Translate): readonly Row[] {
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
      return { what: t('Code {0}', entry.count), detail: firstSeen(entry.life, t) };
    default:
      return entry satisfies never;
  }
}

function firstSeen(life: number | undefined, t: Translate): string {
  if (life === undefined) return t('first seen, without an expiry');
  return life <= 0 ? t('expired on arrival') : t('first seen, with {0} left', duration(life, t));
}

function shownWait({ from, due }: WaitSpan, t: Translate): string {
  return t('{0} s', Math.round((due - from) / 1_000));
}

function waitName(wait: WaitSpan, t: Translate): string {
  return t('{0}: {1}', shownWait(wait, t), causeName(wait));
}

function reason(wait: Pick<WaitSpan, 'because'>, t: Translate): string {
  if (wait.because === 'STARTING') return t('the instance is starting (STARTING)');
  return wait.because === 'empty' ? t('the gateway has no code yet') : causeName(wait);
}

function endName(end: CodeEnd, t: Translate): string {
  switch (end) {
    case 'expired':
      return t('expired');
    case 'limit':
      return t('no longer confirmed');
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
      return t('Requesting');
    case 'waiting':
      return stateName('starting', t);
    case 'scannable':
      return t('Code visible');
    case 'expired':
      return t('Code covered');
    case 'paused':
      return t('Hidden');
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

/** A duration in seconds with one decimal, or as minutes and seconds from a minute on; a dash for none. */
function duration(ms: number | undefined, t: Translate): string {
  if (ms === undefined) return '—';
  return ms < 60_000 ? t('{0} s', Math.round(ms / 100) / 10) : clockTime(ms);
}

/** Time since the beginning of the pairing, "0:42.1". */
function elapsed(ms: number): string {
  const tenths = Math.max(Math.floor(ms / 100), 0);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, '0');
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
}
