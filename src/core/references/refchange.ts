import type { InstanceRef } from './instanceref';
import { refKey } from './instanceref';

/** Under what an instance is known from now on; undefined if it is gone. */
export type RefChange = (ref: InstanceRef) => InstanceRef | undefined;

/** What becomes of the instances of a gateway that gets another name, or goes. */
export function gatewayChange(before: string, after: string | undefined): RefChange {
  return (ref) => {
    if (ref.gateway !== before) return ref;
    return after === undefined ? undefined : { ...ref, gateway: after };
  };
}

/** What becomes of instances when some of them are gone. */
export function removal(gone: readonly InstanceRef[]): RefChange {
  const keys = new Set(gone.map(refKey));
  return (ref) => (keys.has(refKey(ref)) ? undefined : ref);
}
