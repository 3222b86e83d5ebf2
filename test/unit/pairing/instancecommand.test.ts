import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { Pairing } from '../../../src/core/pairing/pairing';
import { begin } from '../../../src/core/pairing/pairing';
import { transition } from '../../../src/core/pairing/transition';
import type { CommandOutcome } from '../../../src/pairing/instancecommand';
import { commandPairing } from '../../../src/pairing/instancecommand';
import { now } from '../samples/pairings';

/** A pairing that restarts its instance: only what a command needs. */
class FakePairing {
  readonly #changed = new Emitter<Pairing>();
  readonly #closed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;
  runner: object | undefined;
  state = begin(now, true, {});

  /** Starts a run, as the starter of pairings does. */
  start(): void {
    this.runner = {};
    this.set(begin(now, true, {}, 'restart'));
  }

  set(state: Pairing): void {
    this.state = state;
    this.#changed.fire(state);
  }

  close(): void {
    this.#closed.fire(undefined);
  }
}

/** Sends the command, and says how it ends if this happens while it is under way. */
async function outcomeAfter(
  happen: (pairing: FakePairing, sent: Pairing) => void,
  starts = true,
): Promise<CommandOutcome> {
  const pairing = new FakePairing();
  const starter = {
    start: (): Promise<void> => {
      if (starts) pairing.start();
      return Promise.resolve();
    },
  };
  const tools = { get: () => Promise.resolve({ starter }) };
  type Given = Parameters<typeof commandPairing>;
  const outcome = commandPairing(pairing as unknown as Given[0], 'restart', tools as unknown as Given[2]);
  await Promise.resolve();
  const sent = transition(pairing.state, { type: 'due', at: now, chance: 0 });
  pairing.set(sent);
  happen(pairing, sent);
  return await outcome;
}

describe('a command that a pairing sends', () => {
  const base = { type: 'answered', at: now, request: 'restart', chance: 0, interval: 6_000 } as const;

  it('is done once the gateway has accepted it', async () => {
    const outcome = await outcomeAfter((pairing, sent) => {
      pairing.set(transition(sent, { ...base, answer: { kind: 'done' } }));
    });
    assert.deepEqual(outcome, { kind: 'done' });
  });

  it('has failed if the gateway refuses it', async () => {
    const failure = { kind: 'unavailable', status: 500 } as const;
    const outcome = await outcomeAfter((pairing, sent) => {
      pairing.set(transition(sent, { ...base, answer: { kind: 'failure', failure } }));
    });
    assert.deepEqual(outcome, { kind: 'failed', failure });
  });

  it('sends nothing if another window holds the lock', async () => {
    const outcome = await outcomeAfter((pairing, sent) => {
      pairing.set(transition(sent, { type: 'locked', at: now, by: 'other' }));
    });
    assert.deepEqual(outcome, { kind: 'locked' });
  });

  for (const [what, happen] of Object.entries({
    'the user stops the pairing': (pairing: FakePairing, sent: Pairing) => {
      pairing.set(transition(sent, { type: 'stop', at: now }));
    },
    'the pairing closes': (pairing: FakePairing) => {
      pairing.close();
    },
    'the pairing starts again': (pairing: FakePairing) => {
      pairing.start();
    },
  }))
    it(`isn’t done if ${what} before the answer`, async () => {
      assert.deepEqual(await outcomeAfter(happen), { kind: 'failed', failure: { kind: 'timeout' } });
    });

  it('isn’t done if the gateway is gone', async () => {
    const outcome = await outcomeAfter(() => undefined, false);
    assert.deepEqual(outcome, { kind: 'failed', failure: { kind: 'moved' } });
  });
});
