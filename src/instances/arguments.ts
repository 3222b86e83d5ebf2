import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, sameRef } from '../core/references/instanceref';
import type { Instances } from './instances';

/** The instance that a command's argument means: its ID, its ref, or a row of the instances view; undefined if it means none. */
export function refFromArgument(
  argument: unknown,
  instances: Pick<Instances, 'resolve'>,
): InstanceRef | undefined {
  if (typeof argument === 'string') return instances.resolve(argument.trim());
  if (isInstanceRef(argument)) return argument;
  const ref =
    typeof argument === 'object' && argument !== null && 'ref' in argument ? argument.ref : undefined;
  return isInstanceRef(ref) ? ref : undefined;
}

/** The instances that a command's arguments mean: the row it was called on and those selected with it, or a list. */
export function refsFromArguments(
  argument: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const one = refFromArgument(argument, instances);
  const all: readonly unknown[] = Array.isArray(selected)
    ? selected
    : Array.isArray(argument)
      ? argument
      : [];
  const refs = all.map((each) => refFromArgument(each, instances)).filter((ref) => ref !== undefined);
  // A menu that was opened beside the selection is about its own row alone.
  if (one) return refs.some((ref) => sameRef(ref, one)) ? refs : [one];
  return refs;
}

/** The instances that the arguments of a command about several mean. A row alone means none: the menu of the whole view passes the one that has the focus. */
export function severalFromArguments(
  argument: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const isRow = typeof argument === 'object' && argument !== null && 'kind' in argument;
  return isRow && !Array.isArray(selected) ? [] : refsFromArguments(argument, selected, instances);
}
