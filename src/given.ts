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
