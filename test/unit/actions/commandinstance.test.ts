import assert from 'node:assert/strict';
import type { CommandParts, CommandResult } from '../../../src/actions/commandinstance';
import { commandInstance } from '../../../src/actions/commandinstance';
import type { Failure } from '../../../src/core/failures/failure';
import type { Answer, SessionStatus } from '../../../src/core/gateways/answer';
import type { GatewayRequest } from '../../../src/core/gateways/client';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { Pace } from '../../../src/core/gateways/instancepace';
import { sendAll } from '../../../src/core/instances/instancework';
import { steadyClock } from '../../../src/core/time/clock';
import { FakeMachine } from '../fakes/machine';

const base = 'https://gateway.example';
const gateway: Gateway = {
  name: '',
  kind: 'wawp',
  endpoint: { base, origin: base },
  credentials: 'body',
};
const ref = { gateway: '', instanceId: 'SHOP00000001' };
const done: Answer = { kind: 'done' };
const status = (word: SessionStatus): Answer => ({ kind: 'status', status: word });
const refused = (failure: Failure): Answer => ({ kind: 'failure', failure });
const alreadyStarted: Failure = { kind: 'alreadyStarted', status: 422, message: 'It is already started.' };

type Command = 'start' | 'restart' | 'stop' | 'logout' | 'delete';

/** Runs a command on a gateway with these answers, one after the other, and says which requests it got. */
async function run(
  request: Command,
  answers: readonly Answer[],
  gatewayAt: (requests: number) => Gateway | undefined = () => gateway,
): Promise<CommandResult & { readonly requests: readonly string[] }> {
  const machine = new FakeMachine();
  const clock = steadyClock(machine);
  const pace = new Pace(clock);
  const requests: GatewayRequest[] = [];
  const client = {
    request: (kind: GatewayRequest): Promise<Answer> => {
      requests.push(kind);
      return Promise.resolve(answers[requests.length - 1] ?? assert.fail(`${kind} was not expected.`));
    },
  };
  const parts = {
    gateways: { find: () => gatewayAt(requests.length) },
    clients: { get: () => Promise.resolve({ open: () => client }) },
    paces: { of: () => pace },
    pairings: { find: () => undefined },
    tools: {},
    clock,
  } as unknown as CommandParts;
  const { signal } = new AbortController();
  const result = sendAll(commandInstance({ title: '', request }, ref, gateway, parts, signal), clock);
  await machine.pass(60_000);
  return { ...(await result), requests };
}

describe('a command for one instance', () => {
  it('is done once the session’s status shows it', async () => {
    assert.deepEqual(await run('stop', [done, status('WORKING'), status('STOPPED')]), {
      outcome: { kind: 'done' },
      status: 'STOPPED',
      requests: ['stop', 'session', 'session'],
    });
  });

  it('is in doubt if the status never shows it, and the status is known then', async () => {
    const working = status('WORKING');
    assert.deepEqual(await run('logout', [done, working, working, working, working]), {
      outcome: { kind: 'failed', failure: { kind: 'unconfirmed' } },
      status: 'WORKING',
      requests: ['logout', 'session', 'session', 'session', 'session'],
    });
  });

  it('that is refused asks nothing', async () => {
    const failure: Failure = { kind: 'refused', status: 422, message: 'Not now.' };
    assert.deepEqual(await run('restart', [refused(failure)]), {
      outcome: { kind: 'failed', failure },
      requests: ['restart'],
    });
  });

  it('to start a running instance tells that it was running', async () => {
    for (const word of ['STARTING', 'SCAN_QR_CODE', 'WORKING'] as const)
      assert.deepEqual(await run('start', [refused(alreadyStarted), status(word)]), {
        outcome: { kind: 'alreadyRunning' },
        status: word,
        requests: ['start', 'session'],
      });
  });

  it('to restart a running instance is refused with the gateway’s words', async () => {
    assert.deepEqual(await run('restart', [refused(alreadyStarted), status('WORKING')]), {
      outcome: { kind: 'failed', failure: alreadyStarted },
      status: 'WORKING',
      requests: ['restart', 'session'],
    });
  });

  it('starts no failed session that holds a login which WhatsApp no longer accepts', async () => {
    const named: Answer = { kind: 'status', status: 'FAILED', account: { name: 'John Doe' } };
    const { outcome, requests } = await run('restart', [refused(alreadyStarted), named]);
    assert.deepEqual(outcome, { kind: 'failed', failure: { kind: 'loginRefused' } });
    assert.deepEqual(requests, ['restart', 'session']);
  });

  it('stops and starts a failed session that counts as started', async () => {
    for (const request of ['start', 'restart'] as const)
      assert.deepEqual(
        await run(request, [refused(alreadyStarted), status('FAILED'), done, done, status('STARTING')]),
        {
          outcome: { kind: 'done' },
          status: 'STARTING',
          requests: [request, 'session', 'stop', 'start', 'session'],
        },
      );
  });

  it('says so if that is refused too, and doesn’t try it for ever', async () => {
    const again = await run('start', [
      refused(alreadyStarted),
      status('FAILED'),
      done,
      refused(alreadyStarted),
    ]);
    assert.deepEqual(again.outcome, { kind: 'failed', failure: alreadyStarted });
    const failure: Failure = { kind: 'unavailable', status: 500 };
    const unstopped = await run('start', [refused(alreadyStarted), status('FAILED'), refused(failure)]);
    assert.deepEqual(unstopped.outcome, { kind: 'failed', failure });
  });

  it('sends nothing to a gateway that has changed, not even to confirm', async () => {
    const other = {
      ...gateway,
      endpoint: { base: 'https://other.example', origin: 'https://other.example' },
    };
    const before = await run('stop', [], () => other);
    assert.deepEqual([before.outcome, before.requests], [{ kind: 'failed', failure: { kind: 'moved' } }, []]);
    const between = await run('stop', [done], (requests) => (requests === 0 ? gateway : other));
    assert.deepEqual(
      [between.outcome, between.requests],
      [{ kind: 'failed', failure: { kind: 'unconfirmed' } }, ['stop']],
    );
  });
});
