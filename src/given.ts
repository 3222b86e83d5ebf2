import type { Connection } from './core/connection';
import type { InstanceRef } from './core/instanceref';
import { isInstanceRef, sameRef } from './core/instanceref';
import type { Instances } from './instances';
import type { ConnectionRow } from './view/rows';

/** The instance that a command's argument means: its ID, its ref, or a row of the instances view; undefined if it means none. */
export function refGiven(given: unknown, instances: Pick<Instances, 'resolve'>): InstanceRef | undefined {
  if (typeof given === 'string') return instances.resolve(given.trim());
  if (isInstanceRef(given)) return given;
  const ref = typeof given === 'object' && given !== null && 'ref' in given ? given.ref : undefined;
  return isInstanceRef(ref) ? ref : undefined;
}

/** The instances that a command's arguments mean: the row it was called on and those selected with it, or a list. */
export function refsGiven(
  given: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const one = refGiven(given, instances);
  const all: readonly unknown[] = Array.isArray(selected) ? selected : Array.isArray(given) ? given : [];
  const refs = all.map((each) => refGiven(each, instances)).filter((ref) => ref !== undefined);
  // A menu that was opened beside the selection is about its own row alone.
  if (one) return refs.some((ref) => sameRef(ref, one)) ? refs : [one];
  return refs;
}

/** The connection that a command's argument means: a row of the instances view. */
export function connectionGiven(given: unknown): Connection | undefined {
  const row = given as Partial<ConnectionRow> | null | undefined;
  return typeof row === 'object' && row?.kind === 'connection' ? row.connection : undefined;
}
