import type { Failure } from '../core/failures/failure';
import type { Pairing } from '../core/pairing/pairing';
import type { InstanceCommand } from '../core/pairing/phase';
import type { InstanceRef } from '../core/references/instanceref';
import { DisposableStore } from '../platform/disposables';
import type { Lazy } from '../platform/lazy';
import type { PairingTools } from './pairingtools';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** The outcome of an instance command that a pairing sends. */
export type CommandOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Another window holds the lock on the instance, so the pairing sent nothing. */
  | { readonly kind: 'locked' };

/** The pairing whose surfaces can show the progress of an instance command; undefined if no surface shows the instance. */
export function pairingOnShow(ref: InstanceRef, pairings: Pick<Pairings, 'find'>): LivePairing | undefined {
  const pairing = pairings.find(ref);
  return pairing && !pairing.surfaces.waitsForTurn && pairing.state.phase.kind !== 'locked'
    ? pairing
    : undefined;
}

/** Makes a pairing send an instance command and continue afterwards. Waits until the gateway has answered the command. */
export async function commandPairing(
  pairing: LivePairing,
  command: InstanceCommand,
  tools: Lazy<PairingTools>,
): Promise<CommandOutcome> {
  const { starter } = await tools.get();
  const previous = pairing.runner;
  const started = starter.start(pairing, { first: command });
  const { runner } = pairing;
  // The gateway is gone, or the pairing has closed.
  if (!runner || runner === previous) return { kind: 'failed', failure: { kind: 'moved' } };
  const subscriptions = new DisposableStore();
  const outcome = await new Promise<CommandOutcome>((resolve) => {
    const settle = (): void => {
      const found = pairing.runner === runner ? outcomeOf(pairing.state, command) : givenUp;
      if (found) resolve(found);
    };
    subscriptions.add(pairing.onDidChange(settle));
    subscriptions.add(
      pairing.onDidClose(() => {
        resolve(givenUp);
      }),
    );
    settle();
  });
  subscriptions.dispose();
  await started;
  return outcome;
}

/** The pairing stopped, closed or started again before the gateway answered. */
const givenUp: CommandOutcome = { kind: 'failed', failure: { kind: 'timeout' } };

function outcomeOf({ phase, plan, inFlight }: Pairing, command: InstanceCommand): CommandOutcome | undefined {
  if (phase.kind === 'locked') return { kind: 'locked' };
  if (inFlight === command || plan?.request === command) return undefined;
  if (phase.kind === 'stopped') return givenUp;
  return phase.kind === 'failed' ? { kind: 'failed', failure: phase.failure } : { kind: 'done' };
}
