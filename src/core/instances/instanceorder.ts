import type { Account } from '../gateways/answer';
import type { InstanceRef } from '../references/instanceref';
import type { InstanceState, InstanceStateKind } from './instancestate';

/** An instance as lists sort and filter it. */
export interface ListedInstance {
  readonly ref: InstanceRef;
  /** What the user or the team names it. */
  readonly label?: string | undefined;
  readonly account?: Account | undefined;
  readonly state: Pick<InstanceState, 'kind' | 'urgency' | 'needsAttention'>;
}

/** What a list is narrowed down to; what is absent narrows nothing. */
export interface InstanceFilter {
  readonly kinds?: ReadonlySet<InstanceStateKind> | undefined;
  /** Words that must all occur in label, ID, account name or number, in any case. */
  readonly text?: string | undefined;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What an instance is called: its label, else its ID. */
export function instanceName({ label, ref }: Pick<ListedInstance, 'label' | 'ref'>): string {
  return label ?? ref.instanceId;
}

/** Sorts by name, in the way people count: 2 before 10. */
export function sortByName<T extends ListedInstance>(instances: readonly T[]): readonly T[] {
  return [...instances].sort(compareNames);
}

/** Sorts those to the front that need attention most; those alike by name. */
export function sortByAttention<T extends ListedInstance>(instances: readonly T[]): readonly T[] {
  return [...instances].sort(
    (one, other) => other.state.urgency - one.state.urgency || compareNames(one, other),
  );
}

/** Those that a filter leaves, in their order. */
export function filterInstances<T extends ListedInstance>(
  instances: readonly T[],
  { kinds, text = '' }: InstanceFilter,
): readonly T[] {
  const words = fold(text).split(/\s+/u).filter(Boolean);
  return instances.filter(
    (instance) => (kinds?.has(instance.state.kind) ?? true) && matches(instance, words),
  );
}

/** How many need attention: the number on the badge. */
export function countNeedy(instances: readonly Pick<ListedInstance, 'state'>[]): number {
  return instances.filter(({ state }) => state.needsAttention).length;
}

function compareNames(one: ListedInstance, other: ListedInstance): number {
  return (
    collator.compare(instanceName(one), instanceName(other)) ||
    collator.compare(one.ref.gateway, other.ref.gateway) ||
    collator.compare(one.ref.instanceId, other.ref.instanceId)
  );
}

function matches({ ref, label, account }: ListedInstance, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  // A line break keeps a word from matching across two of them.
  const text = fold([label, ref.instanceId, account?.name, account?.number].join('\n'));
  return words.every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
