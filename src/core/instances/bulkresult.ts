import type { Failure } from '../failures/failure';
import { fullName } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { sentences } from '../text/sentences';
import type { Translate } from '../text/translate';
import { explain, quote } from '../failures/explain';

/** The result of an action on several instances. */
export interface BulkResult {
  readonly done: readonly InstanceRef[];
  readonly failed: readonly { readonly ref: InstanceRef; readonly failure: Failure }[];
  /** Not started, because the user stopped the action. */
  readonly left: readonly InstanceRef[];
}

/** Limit of failures that a notification names. */
const maxNamed = 2;

/** The result in a few sentences. */
export function bulkSummary(
  title: string,
  { done, failed, left }: BulkResult,
  nameOf: (ref: InstanceRef) => string,
  t: Translate,
): string {
  const total = done.length + failed.length + left.length;
  const first = failed
    .slice(0, maxNamed)
    .map(({ ref, failure }) => `${nameOf(ref)}: ${reason(ref, failure, t)}`);
  const more = failed.length > maxNamed ? [t('{0} more', failed.length - maxNamed)] : [];
  return sentences(t('{0}: {1} of {2} done', title, done.length, total), [
    ...(failed.length > 0 ? [t('{0} failed ({1}).', failed.length, [...first, ...more].join('; '))] : []),
    ...(left.length > 0 ? [t('{0} not started.', left.length)] : []),
  ]);
}

/** The result of each instance as plain text; failed ones come first, with the reason. */
export function bulkReport(
  title: string,
  { done, failed, left }: BulkResult,
  nameOf: (ref: InstanceRef) => string,
  t: Translate,
): string {
  const line = (ref: InstanceRef, result: string): string =>
    `${fullName({ ...ref, label: nameOf(ref) })}: ${result}`;
  return [
    title,
    '',
    ...failed.map(({ ref, failure }) => line(ref, details(ref, failure, t))),
    ...left.map((ref) => line(ref, t('not started'))),
    ...done.map((ref) => line(ref, t('done'))),
    '',
  ].join('\n');
}

function reason(ref: InstanceRef, failure: Failure, t: Translate): string {
  const number = failure.status === undefined ? '' : ` (${failure.status})`;
  return `${explain(failure, { ...ref, origin: '' }, t).short}${number}`;
}

function details(ref: InstanceRef, failure: Failure, t: Translate): string {
  return sentences(reason(ref, failure, t), quote(failure, t));
}
