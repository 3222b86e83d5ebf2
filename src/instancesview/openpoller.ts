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
import { instanceLockKey } from '../platform/locks/windowlocks';
import type { Settings } from '../platform/settings';

/** What a poller needs of the window. */
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

/** A poller that checks instances through the window's gateways, within the user's budget, but not what another window pairs. */
export function openPoller(
  { settings, gateways, clients, pacers, paces, locks, pairings, clock }: PollerParts,
  /** Whether something is being done to an instance. */
  isHeld: (ref: InstanceRef) => boolean,
): InstancePoller {
  return new InstancePoller({
    clock,
    chance: Math.random,
    requestStatus: async ({ gateway: name, instanceId }, signal) => {
      const gateway = gateways.find(name);
      // For a moment only: the view soon has none of its instances watched.
      if (!gateway) return undefined;
      if (await locks.isHeldElsewhere(instanceLockKey(gateway, instanceId))) return undefined;
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
      // Another window that works on it checks it too.
      return phase.kind === 'locked' ? phase.by !== undefined : pairing.running;
    },
  });
}
