import type { Failure } from '../core/failures/failure';
import type { Account, SessionStatus } from '../core/gateways/answer';
import type { GatewayRequest } from '../core/gateways/client';
import type { InstanceStatus } from '../core/instances/instancestatus';
import type { InstanceCommand } from '../core/pairing/phase';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import type { GatewayAccess } from '../gateways/access';
import type { GatewayClients } from '../gateways/clients';
import type { Gateways } from '../gateways/gateways';
import type { InstancePaces } from '../gateways/instancepaces';
import type { GatewayPacers } from '../gateways/pacers';
import type { Instances } from '../instances/instances';
import type { PairingTools } from '../pairing/pairingtools';
import type { Pairings } from '../pairing/pairings';
import type { Lazy } from '../platform/lazy';
import type { ResultFiles } from '../platform/resultfiles';
import type { Settings } from '../platform/settings';

/** Knows the states of instances, and needs to know about actions on them. */
export interface StatusKeeper {
  /** The last known status of an instance. */
  statusOf(ref: InstanceRef): InstanceStatus | undefined;
  /** Notes that an action on an instance begins: until it ends, checking the instance is of no use. */
  hold(ref: InstanceRef): void;
  /** Notes that the action has ended, and the new status: `unknown` if only a check can tell, undefined if nothing changed. */
  release(ref: InstanceRef, status: SessionStatus | undefined, account?: Account): void;
}

/** What actions on instances need. */
export interface ActionParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly access: GatewayAccess;
  readonly clients: Lazy<GatewayClients>;
  readonly paces: InstancePaces;
  readonly pacers: GatewayPacers;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tools: Lazy<PairingTools>;
  readonly statuses: StatusKeeper;
  readonly files: Pick<ResultFiles, 'show'>;
  readonly clock: Clock;
}

/** An action on instances: a command for each, and requests that confirm it. */
export interface Action {
  /** Title on screen, such as “Restart instance”. */
  readonly title: string;
  readonly request: Exclude<GatewayRequest, 'qr' | 'session' | 'create' | 'pairingCode'>;
  /** The same request as an instance command: if a surface shows the instance's pairing, the pairing sends it. */
  readonly command?: InstanceCommand;
  readonly before?: (ref: InstanceRef) => void;
  /** Whether a failure shows that the action has nevertheless succeeded. */
  readonly isDone?: (ref: InstanceRef, failure: Failure) => boolean;
  /** Called after the action has succeeded. */
  readonly after?: (ref: InstanceRef) => Promise<void> | void;
}
