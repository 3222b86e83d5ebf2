import type { Gateway } from '../core/gateways/gateway';
import type { GatewayProblem } from '../core/gateways/gatewaylist';
import type { InstanceRef } from '../core/references/instanceref';

/** A row of the instances view for a gateway; commands take it as the gateway that is meant. */
export interface GatewayRow {
  readonly kind: 'gateway';
  readonly name: string;
  /** Undefined for one that only a list of instances names, or whose entry can't be used. */
  readonly gateway: Gateway | undefined;
  readonly problem: GatewayProblem | undefined;
}

/** A row of the instances view for an instance; commands take it as the instance that is meant. */
export interface InstanceRow {
  readonly kind: 'instance';
  readonly ref: InstanceRef;
}

/** A row of the instances view. */
export type Row = GatewayRow | InstanceRow;
