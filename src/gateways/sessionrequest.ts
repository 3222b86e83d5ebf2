import type { Answer } from '../core/gateways/answer';
import type { PairingClient } from '../core/gateways/client';
import type { Pace } from '../core/gateways/instancepace';
import type { Clock } from '../core/time/clock';
import { pause } from '../core/time/pause';

/** What a request for a session's status needs. */
export interface SessionRequest {
  readonly client: PairingClient;
  readonly pace: Pace;
  readonly clock: Clock;
}

/** Requests a session's status as soon as the instance's pace allows. Undefined if it is cancelled before that. */
export async function requestSession(
  { client, pace, clock }: SessionRequest,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (!(await pause(clock, pace.rest('session'), signal))) return undefined;
  // A pairing that begins meanwhile keeps its distance from this request.
  pace.note('session');
  const answer = await client.request('session', signal);
  pace.note('session');
  return answer;
}
