import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, sameRef } from '../core/references/instanceref';
import type { Instances } from './instances';

/** The instance that a command's argument means: its ID, its ref, or a row of the instances view; undefined if it means none. */
export function refFromArgument(
  given: unknown,
  instances: Pick<Instances, 'resolve'>,
): InstanceRef | undefined {
  if (typeof given === 'string') return instances.resolve(given.trim());
  if (isInstanceRef(given)) return given;
  const ref = typeof given === 'object' && given !== null && 'ref' in given ? given.ref : undefined;
  return isInstanceRef(ref) ? ref : undefined;
}

/** The instances that a command's arguments mean: the row it was called on and those selected with it, or a list. */
export function refsFromArguments(
  given: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const one = refFromArgument(given, instances);
  const all: readonly unknown[] = Array.isArray(selected) ? selected : Array.isArray(given) ? given : [];
  const refs = all.map((each) => refFromArgument(each, instances)).filter((ref) => ref !== undefined);
  // A menu that was opened beside the selection is about its own row alone.
  if (one) return refs.some((ref) => sameRef(ref, one)) ? refs : [one];
  return refs;
}

/** The instances that the arguments of a command about several mean. A row alone means none: the menu of the whole view passes the one that has the focus. */
export function severalFromArguments(
  given: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const isRow = typeof given === 'object' && given !== null && 'kind' in given;
  return isRow && !Array.isArray(selected) ? [] : refsFromArguments(given, selected, instances);
}
