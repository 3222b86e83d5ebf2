import { backoff } from '../failures/backoff';
import type { Pairing } from './pairing';
import { enter, hasLiveCode, next, startingTime } from './pairing';
import type { Phase, WaitCause } from './phase';

/** How long linking may take after a scan, in ms, before the pairing assumes that there was no scan. */
export const linkingTime = 60_000;

/** The phase of waiting for the session. */
export function waitingFor(
  phase: Phase,
  at: number,
  cause: WaitCause,
  refusals: number,
  message?: string,
): Extract<Phase, { kind: 'waiting' }> {
  const since = startOf(phase) ?? at;
  const stuck = at - since >= startingTime;
  return { kind: 'waiting', refusals, since, stuck, cause, ...(message !== undefined && { message }) };
}

/** When the session began to start. If linking didn't succeed, the session has been starting since linking began. */
function startOf(phase: Phase): number | undefined {
  if (phase.kind === 'waiting') return phase.since;
  return phase.kind === 'linking' ? phase.until - linkingTime : undefined;
}

/** The session isn't ready: another request for a code follows after 10, 20, 40, then every 60 s. A code that is still valid stays on screen. */
export function wait(
  pairing: Pairing,
  at: number,
  chance: number,
  cause: WaitCause,
  message?: string,
): Pairing {
  const { phase } = pairing;
  const refusals = phase.kind === 'waiting' ? phase.refusals + 1 : 1;
  const { ms, seconds } = backoff(refusals, chance);
  const kept = hasLiveCode(pairing, at)
    ? pairing
    : enter(pairing, waitingFor(phase, at, cause, refusals, message));
  return next(kept, 'qr', at + ms, seconds);
}

/** The session isn't ready, but that may pass soon: a look at it follows after `ms` milliseconds, in full seconds since they are counted down. */
export function lookAgain(
  pairing: Pairing,
  request: 'qr' | 'session',
  at: number,
  ms: number,
  cause: WaitCause,
): Pairing {
  const { phase } = pairing;
  const refusals = phase.kind === 'waiting' ? phase.refusals : 0;
  const kept = hasLiveCode(pairing, at) ? pairing : enter(pairing, waitingFor(phase, at, cause, refusals));
  const seconds = Math.ceil(ms / 1_000);
  return next(kept, request, at + seconds * 1_000, seconds);
}
