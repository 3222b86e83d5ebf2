import type { Pairing } from './pairing';
import { startingTime } from './pairing';
import { pairingCodeLife, pairingCodeRequestAt } from './pairingcode';
import { waitsForCheck } from './reply';
import { sideCheckAt } from './sidecheck';

/** The next deadline of a pairing; undefined if there is none, and then no timer may run. */
export function nextWake(pairing: Pairing): number | undefined {
  const { phase, inFlight, plan, pairingCode } = pairing;
  const deadlines: number[] = [];
  if (phase.kind === 'scannable') deadlines.push(phase.code.expiresAt);
  if (phase.kind === 'waiting' && !phase.stuck) deadlines.push(phase.since + startingTime);
  if (!inFlight && phase.kind === 'linking') deadlines.push(phase.until);
  if (!inFlight && plan && !waitsForCheck(pairing, plan)) deadlines.push(plan.at);
  if (!inFlight) deadlines.push(pairingCodeRequestAt(pairing) ?? Infinity);
  if (pairingCode?.kind === 'shown') deadlines.push(pairingCode.since + pairingCodeLife);
  deadlines.push(sideCheckAt(pairing) ?? Infinity);
  const first = Math.min(...deadlines);
  return first === Infinity ? undefined : first;
}
