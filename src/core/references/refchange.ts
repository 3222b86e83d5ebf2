import type { InstanceRef } from './instanceref';
import { refKey } from './instanceref';

/** Maps a reference to the new one after a change; undefined if the instance is gone. */
export type RefChange = (ref: InstanceRef) => InstanceRef | undefined;

/** The change of references when a gateway is renamed, or removed if `after` is undefined. */
export function gatewayChange(before: string, after: string | undefined): RefChange {
  return (ref) => {
    if (ref.gateway !== before) return ref;
    return after === undefined ? undefined : { ...ref, gateway: after };
  };
}

/** The change of references when some instances are removed. */
export function removal(gone: readonly InstanceRef[]): RefChange {
  const keys = new Set(gone.map(refKey));
  return (ref) => (keys.has(refKey(ref)) ? undefined : ref);
}
