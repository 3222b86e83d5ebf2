import { failureName } from '../failures/failure';
import { isoTime } from '../time/isotime';
import type { PastPairing, PairingSpans } from './spans';
import { causeName, splitByPairing, statisticsOf, spansOf } from './spans';
import type { TimedEntry } from './timeline';

/** The format of an exported file. */
export type ExportFormat = 'json' | 'csv';

/** The data of an exported file. It is the user's own file, so it contains the instance ID, but no credentials and no account. */
export interface Exported {
  readonly instanceId: string;
  /** Time of the export, in ms since the epoch. */
  readonly now: number;
  readonly entries: readonly TimedEntry[];
  /** How many older entries are no longer available. */
  readonly omitted: number;
  readonly pastPairings: readonly PastPairing[];
}

/** The content of an exported file with everything known about an instance's pairings. */
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

function document({ instanceId, now, entries, omitted, pastPairings }: Exported): object {
  return {
    instanceId,
    exportedAt: isoTime(now),
    entriesOmitted: omitted,
    pairings: splitByPairing(entries).map((run) => pairingDocument(spansOf(run), now)),
    pastPairings: pastPairings.map(({ begin, ...rest }) => ({ begunAt: isoTime(begin), ...rest })),
  };
}

/** Times as text, durations in ms. Values that are unknown or in the future are left out. */
function pairingDocument(spans: PairingSpans, now: number): object {
  return {
    begunAt: isoTime(spans.begin),
    endedAt: optionalTime(spans.end),
    statistics: statisticsOf(spans, now),
    codes: spans.codes.map(({ count, from, to, end, due }) => ({
      number: count,
      seenAt: isoTime(from),
      expiresAt: optionalTime(due),
      endedAt: optionalTime(to),
      end,
      ms: to === undefined ? undefined : to - from,
    })),
    requests: spans.requests.map(({ from, to, request, status, outcome }) => ({
      startedAt: isoTime(from),
      ms: Math.round(to - from),
      request,
      status,
      outcome,
    })),
    waits: spans.waits.map((wait) => ({
      begunAt: isoTime(wait.from),
      endedAt: optionalTime(wait.to),
      announcedUntil: isoTime(wait.due),
      because: causeName(wait),
    })),
    states: spans.states.map(({ from, state, failure }) => ({
      at: isoTime(from),
      state,
      because: failure && failureName(failure),
    })),
  };
}

function optionalTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : isoTime(at);
}

type Cell = string | number | undefined;

const head = ['pairing', 'kind', 'what', 'begun', 'ended', 'milliseconds', 'http', 'detail'] as const;

/** One row for each span, pairing by pairing and kind by kind; past pairings come last. */
function rows({ entries, pastPairings }: Exported): readonly (readonly Cell[])[] {
  const span = (from: number, to: number | undefined): readonly Cell[] => [
    isoTime(from),
    optionalTime(to),
    to === undefined ? undefined : Math.round(to - from),
  ];
  const pairings = splitByPairing(entries).flatMap((pairing, index) => {
    const { codes, requests, waits, states } = spansOf(pairing);
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
  const past = pastPairings.map(({ begin, ms, outcome, codes, requests }): readonly Cell[] => [
    undefined,
    'past pairing',
    outcome,
    ...span(begin, begin + ms),
    undefined,
    `codes: ${codes}; requests: ${requests}`,
  ]);
  return [...pairings, ...past];
}

/** A cell in the format of RFC 4180. A text that a spreadsheet would read as a formula gets an apostrophe in front. */
export function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const text = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
