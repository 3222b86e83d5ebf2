import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import { confirmTime } from '../../../src/core/gateways/commandeffect';
import type { Pairing } from '../../../src/core/pairing/pairing';
import type { InstanceCommand } from '../../../src/core/pairing/phase';
import { begin } from '../../../src/core/pairing/pairing';
import { transition } from '../../../src/core/pairing/transition';
import type { CommandOutcome } from '../../../src/pairing/instancecommand';
import { commandPairing } from '../../../src/pairing/instancecommand';
import { steadyClock } from '../../../src/core/time/clock';
import { FakeMachine } from '../fakes/machine';
import { now, pairing as inPhase, phases } from '../samples/pairings';

/** A pairing that sends a command to its instance: only what a command needs. */
class FakePairing {
  readonly #changed = new Emitter<Pairing>();
  readonly #closed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;
  runner: object | undefined;
  state = begin(now, true, {});

  /** Starts a run, as the starter of pairings does. */
  start(command: InstanceCommand): void {
    this.runner = {};
    this.set(begin(now, true, {}, command));
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
  happen: (pairing: FakePairing, sent: Pairing, machine: FakeMachine) => Promise<void> | void,
  { starts = true, command = 'restart' }: { starts?: boolean; command?: InstanceCommand } = {},
): Promise<CommandOutcome> {
  const pairing = new FakePairing();
  const machine = new FakeMachine();
  const starter = {
    start: (): Promise<void> => {
      if (starts) pairing.start(command);
      return Promise.resolve();
    },
  };
  const tools = { get: () => Promise.resolve({ starter }) };
  type Given = Parameters<typeof commandPairing>;
  const outcome = commandPairing(
    pairing as unknown as Given[0],
    command,
    tools as unknown as Given[2],
    steadyClock(machine),
  );
  await Promise.resolve();
  const sent = transition(pairing.state, { type: 'due', at: now, chance: 0 });
  pairing.set(sent);
  await happen(pairing, sent, machine);
  const result = await outcome;
  assert.equal(machine.timers, 0);
  return result;
}

const unconfirmed = { kind: 'failed', failure: { kind: 'unconfirmed' } } as const;
const done = { kind: 'done' } as const;

describe('a command that a pairing sends', () => {
  const base = { type: 'answered', at: now, request: 'restart', chance: 0, interval: 6_000 } as const;
  /** The pairing after the gateway has accepted the command: it will request the code. */
  const accepted = (sent: Pairing): Pairing => transition(sent, { ...base, answer: { kind: 'done' } });
  /** Phases that show that the session runs. */
  const started = ['waiting', 'scannable', 'expired', 'paused', 'linking', 'passkey'] as const;

  it('isn’t done yet once the gateway has accepted it', async () => {
    const outcome = await outcomeAfter(async (pairing, sent, machine) => {
      pairing.set(accepted(sent));
      await machine.pass(confirmTime + 1_000);
    });
    assert.deepEqual(outcome, unconfirmed);
  });

  for (const command of ['start', 'restart', 'logout'] as const)
    for (const phase of started)
      it(`is done once ${command} has led to ${phase}`, async () => {
        const outcome = await outcomeAfter(
          (pairing) => {
            pairing.set(inPhase(phases.connecting));
            pairing.set(inPhase(phases[phase]));
          },
          { command },
        );
        assert.deepEqual(outcome, done);
      });

  it('is done once the phone is linked after a start, but not after a logout', async () => {
    for (const [command, phase, expected] of [
      ['start', 'linked', done],
      ['restart', 'linked', done],
      ['logout', 'linked', unconfirmed],
      ['logout', 'unlinked', done],
    ] as const) {
      const outcome = await outcomeAfter(
        (pairing) => {
          pairing.set(inPhase(phases[phase]));
        },
        { command },
      );
      assert.deepEqual(outcome, expected, `${command}, then ${phase}`);
    }
  });

  it('has failed if the gateway refuses it, or if the pairing fails afterwards', async () => {
    const failure = { kind: 'unavailable', status: 500 } as const;
    const refused = await outcomeAfter((pairing, sent) => {
      pairing.set(transition(sent, { ...base, answer: { kind: 'failure', failure } }));
    });
    assert.deepEqual(refused, { kind: 'failed', failure });
    const later = await outcomeAfter((pairing, sent) => {
      pairing.set(accepted(sent));
      pairing.set(inPhase(phases.failed));
    });
    assert.deepEqual(later, { kind: 'failed', failure: { kind: 'sessionFailed' } });
  });

  it('sends nothing if another window holds the lock', async () => {
    const outcome = await outcomeAfter((pairing, sent) => {
      pairing.set(transition(sent, { type: 'locked', at: now, by: 'other' }));
    });
    assert.deepEqual(outcome, { kind: 'locked' });
  });

  for (const [what, happen] of Object.entries({
    'the user stops the pairing': (pairing: FakePairing) => {
      pairing.set(transition(pairing.state, { type: 'stop', at: now }));
    },
    'the pairing closes': (pairing: FakePairing) => {
      pairing.close();
    },
    'the pairing starts again': (pairing: FakePairing) => {
      pairing.start('restart');
    },
  })) {
    it(`isn’t done if ${what} before the answer`, async () => {
      assert.deepEqual(await outcomeAfter(happen), { kind: 'failed', failure: { kind: 'timeout' } });
    });

    it(`isn’t confirmed if ${what} after the answer`, async () => {
      const outcome = await outcomeAfter((pairing, sent) => {
        pairing.set(accepted(sent));
        happen(pairing);
      });
      assert.deepEqual(outcome, unconfirmed);
    });
  }

  it('isn’t done if the gateway is gone', async () => {
    const outcome = await outcomeAfter(() => undefined, { starts: false });
    assert.deepEqual(outcome, { kind: 'failed', failure: { kind: 'moved' } });
  });
});
