import type { InstanceRef } from './instanceref';
import { defaultGateway } from './instanceref';

/** An instance that the user or the team knows, by the name they know it by. */
export interface KnownInstance extends InstanceRef {
  /** Foreign text: it can come from a workspace. */
  readonly label?: string | undefined;
}

/** What an instance is called: its label, else its ID. */
export function instanceName({ label, instanceId }: KnownInstance): string {
  return label ?? instanceId;
}

/** What stands beside the name: the ID unless it is the name, the gateway unless it is the default one, then what else there is to tell. */
export function nameDetails(known: KnownInstance, ...more: readonly string[]): string {
  const id = instanceName(known) === known.instanceId ? [] : [known.instanceId];
  return dotted(...id, ...gatewayOf(known), ...more);
}

/** The name with its gateway: two of them may well have an instance of the same name. */
export function nameOnGateway(known: KnownInstance): string {
  return dotted(instanceName(known), ...gatewayOf(known));
}

/** The name that no other instance has, "label · ID · gateway". */
export function fullName(known: KnownInstance): string {
  return dotted(instanceName(known), nameDetails(known));
}

function gatewayOf({ gateway }: InstanceRef): readonly string[] {
  return gateway === defaultGateway ? [] : [gateway];
}

function dotted(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
