// src/core/references: which instance is meant: references, the form of an ID, names.
import { instanceIdForm } from './instanceid';

/** Name of the gateway of the setting `pairWhatsApp.endpoint`; no other gateway can have this name. */
export const defaultGateway = '';

/** One instance on one gateway. An ID is unique only within the account that the gateway's token belongs to. */
export interface InstanceRef {
  /** Name of the gateway; {@link defaultGateway} is empty. */
  readonly gateway: string;
  readonly instanceId: string;
}

/** The unique key of an instance for maps; never shown. */
export function refKey({ gateway, instanceId }: InstanceRef): string {
  // Neither part can hold a line break.
  return gateway === defaultGateway ? instanceId : `${gateway}\n${instanceId}`;
}

/** Whether foreign data, such as the argument of a command, is a reference to an instance. */
export function isInstanceRef(data: unknown): data is InstanceRef {
  if (typeof data !== 'object' || data === null) return false;
  const { gateway, instanceId } = data as Partial<Record<keyof InstanceRef, unknown>>;
  return (
    typeof gateway === 'string' && typeof instanceId === 'string' && instanceIdForm(instanceId) !== 'unusable'
  );
}

/** The reference alone, without the label of a known instance. */
export function withoutLabel({ gateway, instanceId }: InstanceRef): InstanceRef {
  return { gateway, instanceId };
}

/** Whether both mean the same instance. */
export function sameRef(one: InstanceRef, other: InstanceRef): boolean {
  return one.instanceId === other.instanceId && one.gateway === other.gateway;
}
