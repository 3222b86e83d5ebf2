import { failureName } from '../failures/failure';
import { instant } from '../time/isotime';
import type { PastPairing, PairingSpans, WaitSpan } from './spans';
import { splitByPairing, statisticsOf, spansOf } from './spans';
import type { TimedEntry } from './timeline';

/** A file's form. */
export type ExportFormat = 'json' | 'csv';

/** What is written into a file: the user's own, so the instance ID may be in it, but no credential and no account. */
export interface Exported {
  readonly instanceId: string;
  /** When it is written, in ms since the epoch. */
  readonly now: number;
  readonly entries: readonly TimedEntry[];
  /** How many entries there were before the first one that is left. */
  readonly omitted: number;
  readonly history: readonly PastPairing[];
}

/** All that is known of an instance's pairings as a file. */
export function exportTimeline(exported: Exported, format: ExportFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(document(exported), undefined, 2)}\n`;
    case 'csv':
      return [head, ...rows(exported)].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
    default:
      return format satisfies never;
  }
}

function document({ instanceId, now, entries, omitted, history }: Exported): object {
  return {
    instanceId,
    exportedAt: instant(now),
    entriesOmitted: omitted,
    pairings: splitByPairing(entries).map((run) => pairingDocument(spansOf(run), now)),
    history: history.map(({ begin, ...rest }) => ({ begunAt: instant(begin), ...rest })),
  };
}

/** Times as texts, lengths in ms; what isn't known or hasn't happened yet is left out. */
function pairingDocument(line: PairingSpans, now: number): object {
  return {
    begunAt: instant(line.begin),
    endedAt: moment(line.end),
    statistics: statisticsOf(line, now),
    codes: line.codes.map(({ count, from, to, end, due }) => ({
      number: count,
      seenAt: instant(from),
      expiresAt: moment(due),
      endedAt: moment(to),
      end,
      ms: to === undefined ? undefined : to - from,
    })),
    requests: line.requests.map(({ from, to, request, status, outcome }) => ({
      startedAt: instant(from),
      ms: Math.round(to - from),
      request,
      status,
      outcome,
    })),
    waits: line.waits.map((wait) => ({
      begunAt: instant(wait.from),
      endedAt: moment(wait.to),
      announcedUntil: instant(wait.due),
      because: causeName(wait),
    })),
    states: line.states.map(({ from, state, failure }) => ({
      at: instant(from),
      state,
      because: failure && failureName(failure),
    })),
  };
}

/** Why a pairing waits, in the words of the log. */
export function causeName({ because }: Pick<WaitSpan, 'because'>): string {
  return typeof because === 'string' ? because : failureName(because);
}

function moment(at: number | undefined): string | undefined {
  return at === undefined ? undefined : instant(at);
}

type Cell = string | number | undefined;

const head = ['attempt', 'kind', 'what', 'begun', 'ended', 'milliseconds', 'http', 'detail'] as const;

/** One row for each span, attempt by attempt and kind by kind; past pairings come last. */
function rows({ entries, history }: Exported): readonly (readonly Cell[])[] {
  const span = (from: number, to: number | undefined): readonly Cell[] => [
    instant(from),
    moment(to),
    to === undefined ? undefined : Math.round(to - from),
  ];
  const attempts = splitByPairing(entries).flatMap((attempt, index) => {
    const { codes, requests, waits, states } = spansOf(attempt);
    return [
      ...states.map(({ state, from, to, failure }) => [
        'state',
        state,
        ...span(from, to),
        undefined,
        failure && failureName(failure),
      ]),
      ...codes.map(({ count, from, to, end }) => ['code', count, ...span(from, to), undefined, end]),
      ...requests.map(({ request, from, to, status, outcome }) => [
        'request',
        request,
        ...span(from, to),
        status,
        outcome,
      ]),
      ...waits.map((wait) => ['wait', causeName(wait), ...span(wait.from, wait.to), undefined, undefined]),
    ].map((row): readonly Cell[] => [index + 1, ...row]);
  });
  const past = history.map(({ begin, ms, outcome, codes, requests }): readonly Cell[] => [
    undefined,
    'past pairing',
    outcome,
    ...span(begin, begin + ms),
    undefined,
    `codes: ${codes}; requests: ${requests}`,
  ]);
  return [...attempts, ...past];
}

/** A cell as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const text = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
