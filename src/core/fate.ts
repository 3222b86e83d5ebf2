import type { InstanceRef } from './instanceref';
import { refKey } from './instanceref';

/** Under what an instance is known from now on; undefined if it is gone. */
export type Fate = (ref: InstanceRef) => InstanceRef | undefined;

/** What becomes of the instances of a connection that gets another name, or goes. */
export function connectionFate(before: string, after: string | undefined): Fate {
  return (ref) => {
    if (ref.connection !== before) return ref;
    return after === undefined ? undefined : { ...ref, connection: after };
  };
}

/** What becomes of instances when some of them are gone. */
export function goneFate(gone: readonly InstanceRef[]): Fate {
  const keys = new Set(gone.map(refKey));
  return (ref) => (keys.has(refKey(ref)) ? undefined : ref);
}
