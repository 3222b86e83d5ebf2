import type { InstanceRef } from './instanceref';
import { defaultGateway } from './instanceref';

/** An instance that the user or the team knows, with its label. */
export interface KnownInstance extends InstanceRef {
  /** Foreign text: a workspace can set it. */
  readonly label?: string | undefined;
}

/** The name of an instance: its label, else its ID. */
export function instanceName({ label, instanceId }: KnownInstance): string {
  return label ?? instanceId;
}

/** The text beside the name: the ID unless it is the name, the gateway unless it is the default one, then any more details. */
export function nameDetails(known: KnownInstance, ...more: readonly string[]): string {
  const id = instanceName(known) === known.instanceId ? [] : [known.instanceId];
  return dotted(...id, ...gatewayOf(known), ...more);
}

/** The name with its gateway, since two gateways can have instances of the same name. */
export function nameOnGateway(known: KnownInstance): string {
  return dotted(instanceName(known), ...gatewayOf(known));
}

/** The unique name of an instance, "label · ID · gateway". */
export function fullName(known: KnownInstance): string {
  return dotted(instanceName(known), nameDetails(known));
}

function gatewayOf({ gateway }: InstanceRef): readonly string[] {
  return gateway === defaultGateway ? [] : [gateway];
}

function dotted(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
