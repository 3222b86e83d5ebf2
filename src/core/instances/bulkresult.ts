import type { Failure } from '../failures/failure';
import { fullName } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { sentences } from '../text/sentences';
import type { Translate } from '../text/translate';
import { explain, quote } from '../failures/explain';

/** What became of an action on several instances. */
export interface BulkResult {
  readonly done: readonly InstanceRef[];
  readonly failed: readonly { readonly ref: InstanceRef; readonly failure: Failure }[];
  /** Not begun, since the user thought better of it. */
  readonly left: readonly InstanceRef[];
}

/** As many failures as a notification can name. */
const named = 2;

/** What became of it, in one or two sentences. */
export function bulkSummary(
  title: string,
  { done, failed, left }: BulkResult,
  nameOf: (ref: InstanceRef) => string,
  t: Translate,
): string {
  const total = done.length + failed.length + left.length;
  const first = failed
    .slice(0, named)
    .map(({ ref, failure }) => `${nameOf(ref)}: ${reason(ref, failure, t)}`);
  const more = failed.length > named ? [t('{0} more', failed.length - named)] : [];
  return sentences(t('{0}: {1} of {2} done', title, done.length, total), [
    ...(failed.length > 0 ? [t('{0} failed ({1}).', failed.length, [...first, ...more].join('; '))] : []),
    ...(left.length > 0 ? [t('{0} not begun.', left.length)] : []),
  ]);
}

/** Instance by instance, as plain text: those that failed first, with the reason. */
export function bulkReport(
  title: string,
  { done, failed, left }: BulkResult,
  nameOf: (ref: InstanceRef) => string,
  t: Translate,
): string {
  const line = (ref: InstanceRef, words: string): string =>
    `${fullName({ ...ref, label: nameOf(ref) })}: ${words}`;
  return [
    title,
    '',
    ...failed.map(({ ref, failure }) => line(ref, details(ref, failure, t))),
    ...left.map((ref) => line(ref, t('not begun'))),
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
