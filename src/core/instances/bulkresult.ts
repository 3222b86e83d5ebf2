import type { Failure, FailureKind } from '../failures/failure';
import { fullName } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { sentences } from '../text/sentences';
import type { Translate } from '../text/translate';
import type { Explanation } from '../failures/explain';
import { explain, quote } from '../failures/explain';

/** An instance whose action failed, or whose gateway didn’t confirm it. */
export interface FailedInstance {
  readonly ref: InstanceRef;
  readonly failure: Failure;
}

/** The result of an action on several instances. */
export interface BulkResult {
  readonly done: readonly InstanceRef[];
  /** Those of the done ones that were running before they were to be started. */
  readonly alreadyRunning: readonly InstanceRef[];
  readonly failed: readonly FailedInstance[];
  /** Not started, because the user stopped the action. */
  readonly left: readonly InstanceRef[];
}

/** Limit of failures that a notification names. */
const maxNamed = 2;

/** Failures whose short explanation is about a pairing. */
const ofSession: ReadonlySet<FailureKind> = new Set(['sessionFailed', 'sessionStopped', 'loginRefused']);

/** The result in one short sentence. */
export function bulkHeadline(title: string, { done, failed, left }: BulkResult, t: Translate): string {
  return t('{0}: {1} of {2} done', title, done.length, done.length + failed.length + left.length);
}

/** The result in a few sentences. If it is about one instance, the gateway’s own words are among them. */
export function bulkSummary(
  title: string,
  result: BulkResult,
  nameOf: (ref: InstanceRef) => string,
  t: Translate,
): string {
  const { done, alreadyRunning, failed, left } = result;
  const doubtful = failed.filter(isDoubtful);
  const refused = failed.filter((each) => !isDoubtful(each));
  const [only] = done.length + left.length === 0 && failed.length === 1 ? failed : [];
  const named = (all: readonly FailedInstance[]): string => namesOf(all, nameOf, t);
  return sentences(bulkHeadline(title, result, t), [
    ...alreadyText(alreadyRunning.length, done.length === 1 && failed.length + left.length === 0, t),
    ...(refused.length > 0 ? [t('{0} failed ({1}).', refused.length, named(refused))] : []),
    ...(doubtful.length > 0 ? [t('{0} not confirmed ({1}).', doubtful.length, named(doubtful))] : []),
    ...(left.length > 0 ? [t('{0} not started.', left.length)] : []),
    ...(only ? wordsAbout(only, t) : []),
  ]);
}

/** The result of each instance as plain text; failed ones come first, with the reason. */
export function bulkReport(
  title: string,
  { done, alreadyRunning, failed, left }: BulkResult,
  nameOf: (ref: InstanceRef) => string,
  t: Translate,
): string {
  const line = (ref: InstanceRef, result: string): string =>
    `${fullName({ ...ref, label: nameOf(ref) })}: ${result}`;
  return [
    title,
    '',
    ...failed.map((each) => line(each.ref, sentences(reason(each, t), wordsAbout(each, t)))),
    ...left.map((ref) => line(ref, t('not started'))),
    ...done.map((ref) => line(ref, alreadyRunning.includes(ref) ? t('was already running') : t('done'))),
    '',
  ].join('\n');
}

/** Whether the gateway accepted the action but its effect wasn’t seen, so that nobody knows whether it failed. */
function isDoubtful({ failure }: FailedInstance): boolean {
  return failure.kind === 'unconfirmed';
}

function alreadyText(count: number, single: boolean, t: Translate): readonly string[] {
  if (count === 0) return [];
  return [single ? t('It was already running.') : t('{0} already running.', count)];
}

function namesOf(all: readonly FailedInstance[], nameOf: (ref: InstanceRef) => string, t: Translate): string {
  const first = all
    .slice(0, maxNamed)
    .map((each) => (isDoubtful(each) ? nameOf(each.ref) : `${nameOf(each.ref)}: ${reason(each, t)}`));
  const more = all.length > maxNamed ? [t('{0} more', all.length - maxNamed)] : [];
  return [...first, ...more].join('; ');
}

/** The gateway’s words about a failure, and what an unconfirmed action means. */
function wordsAbout(each: FailedInstance, t: Translate): readonly string[] {
  return isDoubtful(each) ? explained(each, t).details : quote(each.failure, t);
}

function reason(each: FailedInstance, t: Translate): string {
  const { kind, status } = each.failure;
  const { headline, short } = explained(each, t);
  const number = status === undefined ? '' : ` (${status})`;
  return `${ofSession.has(kind) ? headline : short}${number}`;
}

function explained({ ref, failure }: FailedInstance, t: Translate): Explanation {
  return explain(failure, { ...ref, origin: '' }, t);
}
