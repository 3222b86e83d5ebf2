import type { Account } from '../gateways/answer';
import type { KnownInstance } from '../references/instancename';
import { instanceName } from '../references/instancename';
import type { InstanceState, InstanceStateKind } from './instancestate';

/** An instance as lists sort and filter it. */
export interface ListedInstance {
  readonly known: KnownInstance;
  readonly account?: Account | undefined;
  readonly state: Pick<InstanceState, 'kind' | 'urgency'>;
}

/** What a list is narrowed down to; what is absent narrows nothing. */
export interface InstanceFilter {
  readonly kinds?: ReadonlySet<InstanceStateKind> | undefined;
  /** Words that must all occur in label, ID, account name or number, in any case. */
  readonly text?: string | undefined;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

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
  // A line break keeps a word from matching across two of them.
  const text = fold([label, instanceId, account?.name, account?.number].join('\n'));
  return words.every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
