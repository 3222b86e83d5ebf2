import { nextWake } from '../../../src/core/pairing/wake';
import type { PairingRequest } from '../../../src/core/gateways/client';
import type { Pairing, Phase } from '../../../src/core/pairing/pairing';
import { transition } from '../../../src/core/pairing/transition';

/**
 * What an event leads to, in short: `same` if it changes nothing, else the phase, and after it the next call with the
 * seconds until it starts, or `…` where it is already under way. Without a call none ever follows by itself.
 */
export type Outcome = 'same' | Kind | `${Kind} ${PairingRequest} +${number}` | `${Kind} ${PairingRequest} …`;
type Kind = Phase['kind'];

/** Tells what came of an event that happened `at` an instant. */
export function outcome(before: Pairing, after: Pairing, at: number): Outcome {
  if (after === before) return 'same';
  const { kind } = after.phase;
  if (after.inFlight && after.inFlight === before.inFlight) return `${kind} ${after.inFlight} …`;
  const started = firstCall(after, at);
  return started ? `${kind} ${started.request} +${Math.round((started.at - at) / 100) / 10}` : kind;
}

/** The next call that a pairing makes if nothing happens but time. */
function firstCall(pairing: Pairing, at: number): { request: PairingRequest; at: number } | undefined {
  for (let state = pairing, time = at; ;) {
    if (state.inFlight) return { request: state.inFlight, at: time };
    const wake = nextWake(state);
    if (wake === undefined) return undefined;
    time = Math.max(time, wake);
    state = transition(state, { type: 'due', at: time, chance: 0 });
  }
}
