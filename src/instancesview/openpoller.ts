import type { Gateways } from '../gateways/gateways';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import type { GatewayClient } from '../core/gateways/client';
import type { InstanceRef } from '../core/references/instanceref';
import { Pace } from '../core/gateways/instancepace';
import { StatusBoard } from '../core/instances/poller';
import { leaseKey } from '../platform/locks/leasefolder';
import type { Leases } from '../platform/locks/leases';
import type { Pairings } from '../pairing/pairings';
import type { Settings } from '../platform/settings';

/** What a status board needs of the window. */
export interface BoardParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly pairings: Pairings;
  readonly clock: Clock;
  readonly client: (gateway: Gateway, instanceId: string) => Promise<GatewayClient>;
}

/** A status board that asks through the window's gateways, within the user's budget, and not about what another window pairs. */
export function openBoard(
  { settings, gateways, pairings, clock, client }: BoardParts,
  leases: Pick<Leases, 'isElsewhere'>,
  /** Whether something is being done to an instance. */
  isHeld: (ref: InstanceRef) => boolean,
): StatusBoard {
  return new StatusBoard({
    ...{ clock, chance: Math.random },
    ask: async ({ gateway: name, instanceId }, signal) => {
      const gateway = gateways.find(name);
      // For a moment: the view soon knows, and watches none of its instances.
      if (!gateway) return undefined;
      if (await leases.isElsewhere(leaseKey(gateway, instanceId))) return undefined;
      return await (await client(gateway, instanceId)).request('session', signal);
    },
    pace: ({ gateway: name, instanceId }) => {
      const gateway = gateways.find(name);
      return gateway ? pairings.pace(gateway, instanceId) : new Pace(clock);
    },
    budget: () => settings.requestsPerMinute,
    busy: (ref) => {
      if (isHeld(ref)) return true;
      const pairing = pairings.find(ref);
      // One that goes on in another window is asked about there.
      if (!pairing) return false;
      const { phase } = pairing.state;
      return phase.kind === 'locked' ? phase.by !== undefined : pairing.running;
    },
  });
}
