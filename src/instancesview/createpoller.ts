import { instanceKey } from '../core/gateways/gateway';
import { Pace } from '../core/gateways/instancepace';
import { InstancePoller } from '../core/instances/poller';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import type { GatewayClients } from '../gateways/clients';
import type { Gateways } from '../gateways/gateways';
import type { InstancePaces } from '../gateways/instancepaces';
import type { GatewayPacers } from '../gateways/pacers';
import type { Pairings } from '../pairing/pairings';
import type { Locks } from '../platform/locks/locks';
import type { Settings } from '../platform/settings';

/** What a poller needs. */
export interface PollerParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly clients: GatewayClients;
  readonly pacers: GatewayPacers;
  readonly paces: InstancePaces;
  readonly locks: Locks;
  readonly pairings: Pairings;
  readonly clock: Clock;
}

/**
 * Creates a poller that checks instances on the window's gateways within the user's request limit. It skips instances that
 * another window is pairing.
 */
export function createPoller(
  { settings, gateways, clients, pacers, paces, locks, pairings, clock }: PollerParts,
  /** Whether an action is working on an instance. */
  isHeld: (ref: InstanceRef) => boolean,
): InstancePoller {
  return new InstancePoller({
    clock,
    chance: Math.random,
    requestStatus: async ({ gateway: name, instanceId }, signal) => {
      const gateway = gateways.find(name);
      // This lasts only a moment: the view soon stops checking the instances of a removed gateway.
      if (!gateway) return undefined;
      if (await locks.isHeldByOther(instanceKey(gateway, instanceId))) return undefined;
      return await clients.open(gateway, instanceId).request('session', signal);
    },
    pacerOf: (name) => pacers.of(name),
    paceOf: ({ gateway: name, instanceId }) => {
      const gateway = gateways.find(name);
      return gateway ? paces.of(gateway, instanceId) : new Pace(clock);
    },
    budget: () => settings.requestsPerMinute,
    busy: (ref) => {
      if (isHeld(ref)) return true;
      const pairing = pairings.find(ref);
      if (!pairing) return false;
      const { phase } = pairing.state;
      // If another window is pairing the instance, that window also checks it.
      return phase.kind === 'locked' ? phase.by !== undefined : pairing.running;
    },
  });
}
