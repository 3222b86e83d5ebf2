import { instanceIdForm } from './instanceid';

/** Name of the gateway that the setting `pairWhatsApp.endpoint` makes; no other one can have it. */
export const defaultGateway = '';

/** One instance on one gateway: IDs are unique only within the account that a gateway stands for. */
export interface InstanceRef {
  /** Name of the gateway; {@link defaultGateway} is empty. */
  readonly gateway: string;
  readonly instanceId: string;
}

/** What tells instances apart, as one text: the key of maps, never shown. */
export function refKey({ gateway, instanceId }: InstanceRef): string {
  // Neither part can hold a line break.
  return gateway === defaultGateway ? instanceId : `${gateway}\n${instanceId}`;
}

/** Whether foreign data, such as the argument of a command, names an instance. */
export function isInstanceRef(data: unknown): data is InstanceRef {
  if (typeof data !== 'object' || data === null) return false;
  const { gateway, instanceId } = data as Partial<Record<keyof InstanceRef, unknown>>;
  return (
    typeof gateway === 'string' && typeof instanceId === 'string' && instanceIdForm(instanceId) !== 'unusable'
  );
}

/** Whether both mean the same instance. */
export function sameRef(one: InstanceRef, other: InstanceRef): boolean {
  return one.instanceId === other.instanceId && one.gateway === other.gateway;
}
