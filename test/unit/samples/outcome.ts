import { nextWake } from '../../../src/core/pairing/wake';
import type { PairingRequest } from '../../../src/core/gateways/client';
import type { Pairing } from '../../../src/core/pairing/pairing';
import type { Phase } from '../../../src/core/pairing/phase';
import { transition } from '../../../src/core/pairing/transition';

/**
 * The effect of an event in short: `same` if it changes nothing, else the phase, followed by the next request with the
 * seconds until it starts, or `…` if it is already under way. If there is no request, none follows without another event.
 */
export type Outcome = 'same' | Kind | `${Kind} ${PairingRequest} +${number}` | `${Kind} ${PairingRequest} …`;
type Kind = Phase['kind'];

/** The effect of an event at the time `at`. */
export function outcome(before: Pairing, after: Pairing, at: number): Outcome {
  if (after === before) return 'same';
  const { kind } = after.phase;
  if (after.inFlight && after.inFlight === before.inFlight) return `${kind} ${after.inFlight} …`;
  const next = nextRequest(after, at);
  return next ? `${kind} ${next.request} +${Math.round((next.at - at) / 100) / 10}` : kind;
}

/** The next request of a pairing if only time passes. */
function nextRequest(pairing: Pairing, at: number): { request: PairingRequest; at: number } | undefined {
  for (let state = pairing, time = at; ;) {
    if (state.inFlight) return { request: state.inFlight, at: time };
    const wake = nextWake(state);
    if (wake === undefined) return undefined;
    time = Math.max(time, wake);
    state = transition(state, { type: 'due', at: time, chance: 0 });
  }
}
