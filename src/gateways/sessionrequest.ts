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
  // Another request may start or end during a pause.
  for (let rest = pace.rest('session'); rest > 0; rest = pace.rest('session'))
    if (!(await pause(clock, rest, signal))) return undefined;
  if (signal.aborted) return undefined;
  pace.started('session');
  const answer = await client.request('session', signal);
  pace.ended('session');
  return answer;
}
