import { ServerClock } from '../../../../../src/core/code/serverclock';
import type { Answer } from '../../../../../src/core/gateways/answer';
import { describe as describeEntry } from '../../../../../src/core/timeline/log';
import type { Credentials } from '../../../../../src/core/gateways/gateway';
import { steadyClock } from '../../../../../src/core/time/clock';
import type { PairingRequest, ManagementRequest } from '../../../../../src/core/gateways/client';
import { wawp } from '../../../../../src/core/gateways/wawp';
import type { Reaction } from '../../../fakes/fetch';
import { FakeFetch } from '../../../fakes/fetch';
import { FakeMachine } from '../../../fakes/machine';

/** The access token of every request, with characters that have several spellings. */
export const token = 'TOKEN+sentinel/"7f3a"=';
/** The instance of every request. */
export const instanceId = 'INSTANCE1234';
/** The endpoint of every request. */
export const base = 'https://gateway.example/api';

/** Sends one request to a gateway with a given reaction. */
export async function send(
  request: PairingRequest | ManagementRequest,
  reaction: Reaction,
  credentials: Credentials = 'body',
  stored: () => Promise<string | undefined> = () => Promise.resolve(token),
  number?: string,
): Promise<{ answer: Answer; server: FakeFetch; lines: string[] }> {
  const server = new FakeFetch(reaction);
  const lines: string[] = [];
  const gateway = wawp.connect({
    serverClock: new ServerClock(),
    endpoint: { base, origin: 'https://gateway.example' },
    instanceId,
    token: stored,
    credentials,
    fetch: server.fetch,
    clock: steadyClock(new FakeMachine()),
    note: (entry) => lines.push(describeEntry(entry)),
  });
  const answer = await gateway.request(request, new AbortController().signal, number);
  return { answer, server, lines };
}

/** Sends one request to a gateway with a given reaction, and returns the answer. */
export async function read(request: PairingRequest | ManagementRequest, reaction: Reaction): Promise<Answer> {
  return (await send(request, reaction)).answer;
}
