import { stateName } from '../../gateways/statenames';
import type { Pairing } from '../../pairing/pairing';
import { hasLiveCode } from '../../pairing/pairing';
import type { StatusView } from './statusview';
import { nextSecond, waitTime } from './planseconds';
import type { Translate } from '../../text/translate';

/** The groups of pairings in the summary, the most urgent first. */
export const urgencies = [
  'failed',
  'scan',
  'passkey',
  'retry',
  'linking',
  'waiting',
  'linked',
  'unlinked',
  'stopped',
  'ended',
  'free',
  'locked',
] as const;

/** One of the groups. */
type Urgency = (typeof urgencies)[number];

/** A pairing that the status bar shows. */
export interface Noteworthy {
  readonly state: Pairing;
  readonly view: StatusView;
}

/** Several pairings in the status bar. */
export interface StatusSummary<T extends Noteworthy> {
  readonly icon: string;
  readonly text: string;
  readonly severity: StatusView['severity'];
  /** The most urgent pairing first, each with a text that contains no time. */
  readonly rows: readonly { readonly of: T; readonly text: string }[];
  /** When the text changes next even if no pairing changes. */
  readonly changesAt?: number;
}

/** Limit of parts, for the room in a status bar. */
const maxParts = 3;

/** Sums up several pairings in a text that fits the status bar: "2 to scan · 1 retry in 8 s". */
export function statusSummary<T extends Noteworthy>(
  pairings: readonly [T, ...T[]],
  now: number,
  t: Translate,
): StatusSummary<T> {
  const sorted = sortByUrgency(pairings, now);
  const groups = urgencies
    .map((urgency) => ({
      urgency,
      members: sorted.filter((each) => urgencyOf(each, now) === urgency),
    }))
    .filter(({ members }) => members.length > 0);
  const shown = groups.slice(0, maxParts);
  const parts = shown.map(({ urgency, members }) => partOf(urgency, members, now, t));
  const rest = groups.slice(maxParts).reduce((sum, { members }) => sum + members.length, 0);
  const severities = sorted.map(({ view }) => view.severity);
  const changes = groups.flatMap(({ urgency, members }) => changesOf(urgency, members, now));
  return {
    icon: sorted[0]?.view.icon ?? pairings[0].view.icon,
    text: [...parts, ...(rest > 0 ? [`+${rest}`] : [])].join(' · '),
    severity: (['error', 'warning'] as const).find((each) => severities.includes(each)) ?? 'normal',
    rows: sorted.map((of) => ({ of, text: timelessText(of, now, t) })),
    ...(changes.length > 0 && { changesAt: Math.min(...changes) }),
  };
}

/** Sorts the most urgent pairings to the front; equally urgent ones keep their order. */
export function sortByUrgency<T extends Noteworthy>(pairings: readonly T[], now: number): readonly T[] {
  const rank = (each: T): number => urgencies.indexOf(urgencyOf(each, now));
  return [...pairings].sort((one, other) => rank(one) - rank(other));
}

/** The group that a pairing belongs to. */
export function urgencyOf({ state }: Pick<Noteworthy, 'state'>, now: number): Urgency {
  const { phase, link } = state;
  // A valid code can be scanned even if requests fail.
  if (link.kind === 'backoff' && !hasLiveCode(state, now)) return 'retry';
  switch (phase.kind) {
    case 'failed':
      return phase.failure.kind === 'sessionStopped' ? 'stopped' : 'failed';
    case 'passkey':
    case 'linking':
    case 'linked':
    case 'unlinked':
      return phase.kind;
    case 'scannable':
    case 'expired':
    case 'paused':
      // After a covered or hidden code comes a new one to scan.
      return 'scan';
    case 'waiting':
      return 'retry';
    case 'connecting':
      return 'waiting';
    case 'locked':
      return phase.by === undefined ? 'free' : 'locked';
    case 'stopped':
      // The only stopped pairings in the summary are those that the editor has ended.
      return 'ended';
    default:
      return phase satisfies never;
  }
}

function partOf(urgency: Urgency, members: readonly Noteworthy[], now: number, t: Translate): string {
  const count = members.length;
  switch (urgency) {
    case 'failed':
      return t('{0} failed', count);
    case 'scan':
      return t('{0} to scan', count);
    case 'passkey':
      return count === 1 ? t('1 passkey needed') : t('{0} passkeys needed', count);
    case 'retry': {
      const plan = nextPlan(members);
      if (!plan) return t('{0} retrying', count);
      const time = waitTime(plan, now, t);
      return count === 1 ? t('1 retry in {0}', time) : t('{0} retries, next in {1}', count, time);
    }
    case 'linking':
      return t('{0} linking', count);
    case 'waiting':
      return t('{0} connecting', count);
    case 'linked':
      return t('{0} linked', count);
    case 'unlinked':
      return t('{0} unlinked', count);
    case 'stopped':
      return t('{0} stopped', count);
    case 'ended':
      return t('{0} ended', count);
    case 'free':
      return t('{0} no longer locked', count);
    case 'locked':
      return t('{0} locked by another window', count);
    default:
      return urgency satisfies never;
  }
}

/** The next planned request of the pairings that have no request under way. */
function nextPlan(members: readonly Noteworthy[]): Pairing['plan'] {
  const plans = members
    .map(({ state: { plan, inFlight } }) => (inFlight ? undefined : plan))
    .filter((plan) => plan !== undefined);
  return plans.toSorted((one, other) => one.at - other.at)[0];
}

function changesOf(urgency: Urgency, members: readonly Noteworthy[], now: number): readonly number[] {
  // The summary doesn't show the time that a code has left.
  if (urgency === 'scan') return [];
  if (urgency !== 'retry') return defined(members.map(({ view }) => view.changesAt));
  const plan = nextPlan(members);
  return plan ? defined([nextSecond(plan.at, now, plan.seconds).changesAt]) : [];
}

function defined(times: readonly (number | undefined)[]): number[] {
  return times.filter((time) => time !== undefined);
}

/** The state of a pairing in words without a time, so that the text changes only with the state. */
export function timelessText(of: Noteworthy, now: number, t: Translate): string {
  const urgency = urgencyOf(of, now);
  if (urgency === 'retry') return t('Retrying automatically');
  return urgency === 'scan' ? stateName('scan', t) : of.view.text;
}
