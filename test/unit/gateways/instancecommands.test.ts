import assert from 'node:assert/strict';
import type { Answer } from '../../../src/core/gateways/answer';
import type { GatewayClient } from '../../../src/core/gateways/client';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { InstanceCommands } from '../../../src/gateways/instancecommands';

const gateway: Gateway = {
  name: '',
  kind: 'wawp',
  endpoint: { base: 'https://gateway.example', origin: 'https://gateway.example' },
  credentials: 'body',
};
const done: Answer = { kind: 'done' };

/** A gateway that answers when the test says so. */
class SlowGateway {
  readonly commands = new InstanceCommands();
  readonly received: string[] = [];
  readonly #answers: ((answer: Answer) => void)[] = [];

  client(instanceId: string): GatewayClient {
    return this.commands.guard(gateway, instanceId, {
      request: (request) => {
        this.received.push(`${instanceId} ${request}`);
        return new Promise((resolve) => {
          this.#answers.push(resolve);
        });
      },
    });
  }

  async answer(): Promise<void> {
    this.#answers.shift()?.(done);
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) await Promise.resolve();
}

describe('the commands for one instance', () => {
  const { signal } = new AbortController();

  it('are sent one after the other, also by different clients', async () => {
    const slow = new SlowGateway();
    const all = Promise.all([
      slow.client('A').request('stop', signal),
      slow.client('A').request('start', signal),
      slow.client('B').request('restart', signal),
    ]);
    await settled();
    assert.deepEqual(slow.received.sort(), ['A stop', 'B restart']);
    await slow.answer();
    await slow.answer();
    assert.deepEqual(slow.received.at(-1), 'A start');
    await slow.answer();
    assert.deepEqual(await all, [done, done, done]);
  });

  it('make other requests wait, which don’t wait for each other', async () => {
    const slow = new SlowGateway();
    const client = slow.client('A');
    void client.request('restart', signal);
    await settled();
    void client.request('session', signal);
    void client.request('qr', signal);
    await settled();
    assert.deepEqual(slow.received, ['A restart']);
    await slow.answer();
    assert.deepEqual(slow.received, ['A restart', 'A session', 'A qr']);
  });

  it('can be waited for, until the last one is answered', async () => {
    const slow = new SlowGateway();
    let isSettled = false;
    void slow.client('A').request('stop', signal);
    void slow.client('A').request('start', signal);
    void slow.commands.settled(gateway, 'A').then(() => (isSettled = true));
    await slow.commands.settled(gateway, 'B');
    await slow.answer();
    assert.equal(isSettled, false);
    await slow.answer();
    assert.equal(isSettled, true);
  });

  it('are not sent if they are given up while they wait', async () => {
    const slow = new SlowGateway();
    const abort = new AbortController();
    void slow.client('A').request('stop', signal);
    const start = slow.client('A').request('start', abort.signal);
    await settled();
    abort.abort();
    assert.deepEqual(await start, { kind: 'failure', failure: { kind: 'givenUp' } });
    await slow.answer();
    assert.deepEqual(slow.received, ['A stop']);
  });

  it('still count as under way if they are given up after they were sent', async () => {
    const slow = new SlowGateway();
    const abort = new AbortController();
    const restart = slow.client('A').request('restart', abort.signal);
    await settled();
    abort.abort();
    assert.deepEqual(await restart, { kind: 'failure', failure: { kind: 'givenUp' } });
    void slow.client('A').request('restart', signal);
    await settled();
    assert.deepEqual(slow.received, ['A restart']);
    await slow.answer();
    assert.deepEqual(slow.received, ['A restart', 'A restart']);
  });
});
