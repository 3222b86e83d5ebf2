import type { Account } from '../gateways/answer';
import type { KnownInstance } from '../references/instancename';
import { instanceName } from '../references/instancename';
import type { InstanceState, InstanceStateKind } from './instancestate';

/** The data of an instance that lists use to sort and filter. */
export interface ListedInstance {
  readonly known: KnownInstance;
  readonly account?: Account | undefined;
  readonly state: Pick<InstanceState, 'kind' | 'urgency'>;
}

/** A filter for a list; an absent part filters nothing. */
export interface InstanceFilter {
  readonly kinds?: ReadonlySet<InstanceStateKind> | undefined;
  /** Words that must all occur in the label, ID, account name or phone number; upper and lower case don't matter. */
  readonly text?: string | undefined;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Sorts by name, with numbers in their numeric order: 2 before 10. */
export function sortByName<T extends ListedInstance>(instances: readonly T[]): readonly T[] {
  return [...instances].sort(compareNames);
}

/** Sorts the instances that need attention most to the front, and equal ones by name. */
export function sortByAttention<T extends ListedInstance>(instances: readonly T[]): readonly T[] {
  return [...instances].sort(
    (one, other) => other.state.urgency - one.state.urgency || compareNames(one, other),
  );
}

/** The instances that pass a filter, in their order. */
export function filterInstances<T extends ListedInstance>(
  instances: readonly T[],
  { kinds, text = '' }: InstanceFilter,
): readonly T[] {
  const words = normalize(text).split(/\s+/u).filter(Boolean);
  return instances.filter(
    (instance) => (kinds?.has(instance.state.kind) ?? true) && matches(instance, words),
  );
}

function compareNames({ known: one }: ListedInstance, { known: other }: ListedInstance): number {
  return (
    collator.compare(instanceName(one), instanceName(other)) ||
    collator.compare(one.gateway, other.gateway) ||
    collator.compare(one.instanceId, other.instanceId)
  );
}

function matches(
  { known: { label, instanceId }, account }: ListedInstance,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  // The line breaks keep a word from matching across two fields.
  const text = normalize([label, instanceId, account?.name, account?.number].join('\n'));
  return words.every((word) => text.includes(word));
}

function normalize(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
