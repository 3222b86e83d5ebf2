import type { Gateway } from '../../core/gateways/gateway';
import type { GatewayProblem } from '../../core/gateways/gatewaylist';
import type { InstanceRef } from '../../core/references/instanceref';

/** A gateway's row in the instances view. Commands accept it as the gateway. */
export interface GatewayRow {
  readonly kind: 'gateway';
  readonly name: string;
  /** Undefined if only instances refer to this name, or if the entry can't be used. */
  readonly gateway: Gateway | undefined;
  readonly problem: GatewayProblem | undefined;
}

/** An instance's row in the instances view. Commands accept it as the instance. */
export interface InstanceRow {
  readonly kind: 'instance';
  readonly ref: InstanceRef;
}

/** The last row of a gateway that has more instances than the view shows. It shows more of them. */
export interface MoreRow {
  readonly kind: 'more';
  /** The gateway's name. */
  readonly name: string;
}

/** A row of the instances view. */
export type Row = GatewayRow | InstanceRow | MoreRow;
