import type { Connection } from '../core/connection';
import type { ConnectionProblem } from '../core/connectionsetting';
import type { InstanceRef } from '../core/instanceref';

/** A row of the instances view for a connection; commands take it as the connection that is meant. */
export interface ConnectionRow {
  readonly kind: 'connection';
  readonly name: string;
  /** Undefined for one that only a list of instances names, or whose entry can't be used. */
  readonly connection: Connection | undefined;
  readonly problem: ConnectionProblem | undefined;
}

/** A row of the instances view for an instance; commands take it as the instance that is meant. */
export interface InstanceRow {
  readonly kind: 'instance';
  readonly ref: InstanceRef;
}

/** A row of the instances view. */
export type Row = ConnectionRow | InstanceRow;
