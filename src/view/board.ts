import type { Connections } from '../connections';
import type { Clock } from '../core/clock';
import type { Connection } from '../core/connection';
import type { AccountGateway } from '../core/gateway';
import type { InstanceRef } from '../core/instanceref';
import { Pace } from '../core/pace';
import { StatusBoard } from '../core/statusboard';
import { leaseKey } from '../leasefolder';
import type { Leases } from '../leases';
import type { Pairings } from '../pairings';
import type { Settings } from '../settings';

/** What a status board needs of the window. */
export interface BoardParts {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly pairings: Pairings;
  readonly clock: Clock;
  readonly gateway: (connection: Connection, instanceId: string) => Promise<AccountGateway>;
}

/** A status board that asks through the window's connections, within the user's budget, and not about what another window pairs. */
export function openBoard(
  { settings, connections, pairings, clock, gateway }: BoardParts,
  leases: Pick<Leases, 'isElsewhere'>,
  /** Whether something is being done to an instance. */
  isHeld: (ref: InstanceRef) => boolean,
): StatusBoard {
  return new StatusBoard({
    ...{ clock, chance: Math.random },
    ask: async ({ connection: name, instanceId }, signal) => {
      const connection = connections.find(name);
      // For a moment: the view soon knows, and watches none of its instances.
      if (!connection) return undefined;
      if (await leases.isElsewhere(leaseKey(connection, instanceId))) return undefined;
      return await (await gateway(connection, instanceId)).ask('session', signal);
    },
    pace: ({ connection: name, instanceId }) => {
      const connection = connections.find(name);
      return connection ? pairings.pace(connection, instanceId) : new Pace(clock);
    },
    budget: () => settings.requestsPerMinute,
    busy: (ref) => {
      if (isHeld(ref)) return true;
      const pairing = pairings.find(ref);
      // One that goes on in another window is asked about there.
      return pairing?.elsewhere ? pairing.elsewhere.where !== undefined : (pairing?.running ?? false);
    },
  });
}
