import type { Failure } from '../core/failures/failure';
import { confirmTime } from '../core/gateways/commandeffect';
import type { Pairing } from '../core/pairing/pairing';
import type { InstanceCommand } from '../core/pairing/phase';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import { DisposableStore } from '../platform/disposables';
import type { Lazy } from '../platform/lazy';
import type { PairingTools } from './pairingtools';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** The outcome of an instance command that a pairing sends. */
export type CommandOutcome =
  /** The gateway accepted the command, and the pairing has seen its effect. */
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

/** Makes a pairing send an instance command and continue afterwards. Waits until the pairing has seen the command’s effect. */
export async function commandPairing(
  pairing: LivePairing,
  command: InstanceCommand,
  tools: Lazy<PairingTools>,
  clock: Clock,
): Promise<CommandOutcome> {
  const { starter } = await tools.get();
  const previous = pairing.runner;
  const started = starter.start(pairing, { first: command });
  const { runner } = pairing;
  // The gateway is gone, or the pairing has closed.
  if (!runner || runner === previous) return { kind: 'failed', failure: { kind: 'moved' } };
  const store = new DisposableStore();
  let answered = false;
  const outcome = await new Promise<CommandOutcome>((resolve) => {
    const settle = (): void => {
      const { state } = pairing;
      if (pairing.runner !== runner || state.phase.kind === 'stopped') {
        resolve(answered ? unconfirmed : givenUp);
        return;
      }
      const found = outcomeOf(state, command);
      if (found) resolve(found);
      if (found || answered || isUnanswered(state, command)) return;
      answered = true;
      const cancel = clock.at(clock.now() + confirmTime, () => {
        resolve(unconfirmed);
      });
      store.add({ dispose: cancel });
    };
    store.add(pairing.onDidChange(settle));
    store.add(
      pairing.onDidClose(() => {
        resolve(answered ? unconfirmed : givenUp);
      }),
    );
    settle();
  });
  store.dispose();
  await started;
  return outcome;
}

/** The pairing stopped, closed or started again before the gateway answered. */
const givenUp: CommandOutcome = { kind: 'failed', failure: { kind: 'timeout' } };
/** The gateway accepted the command, but the pairing didn’t see its effect. */
const unconfirmed: CommandOutcome = { kind: 'failed', failure: { kind: 'unconfirmed' } };

/** Whether the command is still to be sent or under way. */
function isUnanswered({ plan, inFlight }: Pairing, command: InstanceCommand): boolean {
  return inFlight === command || plan?.request === command;
}

/** What the state of the pairing says about the command; undefined if nothing yet. */
function outcomeOf(pairing: Pairing, command: InstanceCommand): CommandOutcome | undefined {
  const { phase } = pairing;
  if (phase.kind === 'locked') return { kind: 'locked' };
  if (phase.kind === 'failed') return { kind: 'failed', failure: phase.failure };
  if (isUnanswered(pairing, command)) return undefined;
  switch (phase.kind) {
    case 'connecting':
    case 'stopped':
      return undefined;
    case 'linked':
      return command === 'logout' ? unconfirmed : { kind: 'done' };
    case 'unlinked':
      return command === 'logout' ? { kind: 'done' } : unconfirmed;
    case 'waiting':
      // Any other cause may pass by itself, or it may not.
      return phase.cause === 'STARTING' ? { kind: 'done' } : undefined;
    case 'scannable':
    case 'expired':
    case 'paused':
    case 'linking':
    case 'passkey':
      // The session is starting, or it has had a code since the command.
      return { kind: 'done' };
    default:
      return phase satisfies never;
  }
}
