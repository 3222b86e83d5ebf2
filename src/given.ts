import type { InstanceRef } from './core/instanceref';
import { isInstanceRef } from './core/instanceref';
import type { Instances } from './instances';

/** The instance that a command's argument means: its ID, its ref, or a row of the instances view; undefined if it means none. */
export function refGiven(given: unknown, instances: Pick<Instances, 'resolve'>): InstanceRef | undefined {
  if (typeof given === 'string') return instances.resolve(given.trim());
  if (isInstanceRef(given)) return given;
  const ref = typeof given === 'object' && given !== null && 'ref' in given ? given.ref : undefined;
  return isInstanceRef(ref) ? ref : undefined;
}

/** The instances that a command's arguments mean: a list, or a row of the instances view with all that are selected. */
export function refsGiven(
  given: unknown,
  selected: unknown,
  instances: Pick<Instances, 'resolve'>,
): readonly InstanceRef[] {
  const several: unknown = Array.isArray(selected) && selected.length > 0 ? selected : given;
  const list: readonly unknown[] = Array.isArray(several) ? several : [several];
  return list.map((one) => refGiven(one, instances)).filter(isInstanceRef);
}
