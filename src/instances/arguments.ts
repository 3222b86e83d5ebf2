import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, sameRef } from '../core/references/instanceref';
import type { Instances } from './instances';

/** The instance in a command's argument, which can be an ID, a reference or a row of the instances view. Undefined if there is none. */
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

/** The instances in a command's arguments: the row that it was called on and the rows selected with it, or a list. */
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
  // If the menu was opened on a row that isn't selected, the command is about that row only.
  if (one) return refs.some((ref) => sameRef(ref, one)) ? refs : [one];
  return refs;
}

/**
 * The instances in the arguments of a command about several instances. A row without a selection counts as none: the menu of
 * the whole view passes the focused row.
 */
export function severalFromArguments(
  argument: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const isRow = typeof argument === 'object' && argument !== null && 'kind' in argument;
  return isRow && !Array.isArray(selected) ? [] : refsFromArguments(argument, selected, instances);
}
