import { instanceIdForm } from './instance';

/** Name of the connection that the setting `pairWhatsApp.endpoint` makes; no other one can have it. */
export const defaultConnection = '';

/** One instance on one connection: IDs are unique only within the account that a connection stands for. */
export interface InstanceRef {
  /** Name of the connection; {@link defaultConnection} is empty. */
  readonly connection: string;
  readonly instanceId: string;
}

/** What tells instances apart, as one text: the key of maps, never shown. */
export function refKey({ connection, instanceId }: InstanceRef): string {
  // Neither part can hold a line break.
  return connection === defaultConnection ? instanceId : `${connection}\n${instanceId}`;
}

/** Whether foreign data, such as the argument of a command, names an instance. */
export function isInstanceRef(data: unknown): data is InstanceRef {
  if (typeof data !== 'object' || data === null) return false;
  const { connection, instanceId } = data as Partial<Record<keyof InstanceRef, unknown>>;
  return (
    typeof connection === 'string' &&
    typeof instanceId === 'string' &&
    instanceIdForm(instanceId) !== 'unusable'
  );
}

/** Whether both mean the same instance. */
export function sameRef(one: InstanceRef, other: InstanceRef): boolean {
  return one.instanceId === other.instanceId && one.connection === other.connection;
}
