import type { Failure } from '../core/failures/failure';
import type { Pairing, SessionCommand } from '../core/pairing/pairing';
import type { InstanceRef } from '../core/references/instanceref';
import type { Lazy } from '../platform/lazy';
import type { PairingTools } from './lazyparts';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** The outcome of a session command that a pairing sends. */
export type CommandOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Another window holds the lock on the instance, so the pairing sent nothing. */
  | { readonly kind: 'locked' };

/** The pairing whose surfaces can show the progress of a session command; undefined if no surface shows the instance. */
export function pairingOnShow(ref: InstanceRef, pairings: Pick<Pairings, 'find'>): LivePairing | undefined {
  const pairing = pairings.find(ref);
  return pairing && !pairing.surfaces.waitsForTurn && pairing.state.phase.kind !== 'locked'
    ? pairing
    : undefined;
}

/** Makes a pairing send a session command and continue afterwards. Waits until the gateway has answered the command. */
export async function commandPairing(
  pairing: LivePairing,
  command: SessionCommand,
  tools: Lazy<PairingTools>,
): Promise<CommandOutcome> {
  const { starter } = await tools.get();
  const started = starter.start(pairing, { first: command });
  const outcome = await new Promise<CommandOutcome>((resolve) => {
    const settle = (state: Pairing): void => {
      const found = outcomeOf(state, command);
      if (found) resolve(found);
    };
    pairing.onDidChange(settle);
    // A closed pairing doesn't receive the answer.
    pairing.onDidClose(() => {
      resolve({ kind: 'failed', failure: { kind: 'timeout' } });
    });
    settle(pairing.state);
  });
  await started;
  return outcome;
}

function outcomeOf(
  { phase, link, plan, inFlight }: Pairing,
  command: SessionCommand,
): CommandOutcome | undefined {
  if (phase.kind === 'locked') return { kind: 'locked' };
  if (inFlight === command) return undefined;
  if (plan?.request !== command)
    return phase.kind === 'failed' ? { kind: 'failed', failure: phase.failure } : { kind: 'done' };
  // The pairing sends the command again later.
  return link.kind === 'backoff' ? { kind: 'failed', failure: link.because } : undefined;
}
