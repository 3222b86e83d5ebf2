import type { GatewayAccess } from '../gateways/access';
import type { GatewayClients } from '../gateways/clients';
import type { InstancePaces } from '../gateways/instancepaces';
import type { Gateway } from '../core/gateways/gateway';
import { instanceKey } from '../core/gateways/gateway';
import type { FirstRequest } from '../core/pairing/pairing';
import { PairingRunner } from '../core/pairing/runner';
import type { Clock } from '../core/time/clock';
import type { Logger } from '../core/timeline/log';
import { writeLog } from '../core/timeline/log';
import type { TimelineEntry } from '../core/timeline/timeline';
import type { Instances } from '../instances/instances';
import type { Locks } from '../platform/locks/locks';
import type { Settings } from '../platform/settings';
import type { LivePairing } from './livepairing';
import { PairingLock } from './pairinglock';
import type { Pairings } from './pairings';

/** What {@link PairingStarter} needs. */
export interface StarterParts {
  readonly access: GatewayAccess;
  readonly clients: GatewayClients;
  readonly paces: InstancePaces;
  readonly locks: Locks;
  readonly settings: Settings;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How a run starts. */
export interface StartOptions {
  /** What to send first: by default a request for a QR code. */
  readonly first?: FirstRequest | undefined;
  /** Whether the pairing was restored after a reload of the window. */
  readonly restored?: boolean;
  /** Whether to take over the lock from the window that has it. */
  readonly takeOver?: boolean;
}

/** Starts the runs of pairings, each with the current settings. */
export class PairingStarter {
  constructor(private readonly parts: StarterParts) {}

  /** Starts a run for the user, unless the pairing was closed meanwhile. If the gateway can't be used, explains why. */
  async start(pairing: LivePairing, options: StartOptions = {}): Promise<void> {
    const { access, pairings, instances } = this.parts;
    const gateway = access.findOrExplain(pairing.ref.gateway);
    if (!gateway || pairings.find(pairing.ref) !== pairing) return;
    this.begin(pairing, gateway, options);
    await instances.use(pairing.ref);
  }

  /** Starts a run immediately. */
  begin(pairing: LivePairing, gateway: Gateway, options: StartOptions = {}): void {
    const { first, restored = false, takeOver = false } = options;
    const { clients, paces, locks, settings, clock, log } = this.parts;
    const { ref, timeline } = pairing;
    const note = (entry: TimelineEntry): void => {
      timeline.add(entry);
      writeLog(log, entry);
    };
    const pace = paces.of(gateway, ref.instanceId, restored);
    const lock = new PairingLock(clock, restored);
    const { gateway: before, state } = pairing;
    const isSameServer = before?.endpoint.base === gateway.endpoint.base;
    // Claim before the current run ends and releases its lock, so that no other window sees the lock free in between.
    const claim = locks.claim(instanceKey(gateway, ref.instanceId), { takeOver, withRequest: true });
    const runner = new PairingRunner(
      {
        client: lock.guard(clients.open(gateway, ref.instanceId, note), pace, () =>
          clients.ready(gateway, ref.instanceId),
        ),
        clock,
        pace,
        note,
        chance: Math.random,
        interval: () => settings.pollInterval,
        learned: clients.lives(gateway),
      },
      {
        visible: pairing.surfaces.visible,
        first,
        history: isSameServer ? state.history : undefined,
      },
    );
    pairing.run(runner, gateway);
    lock.begin(runner, claim, {
      locked: () => {
        log.info('Another window pairs this instance.');
      },
      released: (byReload) => {
        // In a queue, the queue itself has started it again already.
        if (byReload && !pairing.running) this.begin(pairing, gateway, { restored });
      },
    });
  }
}
