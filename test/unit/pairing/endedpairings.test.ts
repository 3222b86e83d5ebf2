import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { steadyClock } from '../../../src/core/time/clock';
import { EndedPairings } from '../../../src/pairing/endedpairings';
import { english } from '../fakes/english';
import { FakeMachine } from '../fakes/machine';

const [one, other]: readonly InstanceRef[] = [
  { gateway: '', instanceId: 'INSTANCE0001' },
  { gateway: '', instanceId: 'INSTANCE0002' },
];

function watch() {
  assert.ok(one && other);
  const machine = new FakeMachine();
  const [changed, interrupted] = [new Emitter<unknown>(), new Emitter<InstanceRef>()];
  const running = new Set<InstanceRef>();
  const ended = new EndedPairings(
    {
      onDidChange: changed.event,
      onDidInterrupt: interrupted.event,
      find: (ref) => (running.has(ref) ? ref : undefined),
    },
    steadyClock(machine),
    english,
  );
  let changes = 0;
  ended.onDidChange(() => changes++);
  return {
    one,
    other,
    ended,
    machine,
    interrupt: (ref: InstanceRef) => {
      interrupted.fire(ref);
    },
    start: (ref: InstanceRef) => {
      running.add(ref);
      changed.fire(undefined);
    },
    shown: () => ended.sources.map(({ ref }) => ref.instanceId),
    changes: () => changes,
  };
}

describe('the pairings that the editor has ended', () => {
  it('are told for half a minute, each with a way to pair again', async () => {
    const { one, other, ended, machine, interrupt, shown, changes } = watch();
    interrupt(one);
    await machine.pass(10_000);
    interrupt(other);
    assert.deepEqual(shown(), [one.instanceId, other.instanceId]);
    const view = ended.sources[0]?.statusView(0);
    assert.equal(view?.click, 'startOver');
    assert.deepEqual(
      view.actions.map(({ label }) => label),
      ['Pair again'],
    );
    await machine.pass(20_000);
    assert.deepEqual(shown(), [other.instanceId]);
    await machine.pass(10_000);
    assert.deepEqual(shown(), []);
    assert.equal(changes(), 4);
  });

  it('are no longer told once their instance is paired again', () => {
    const { one, other, machine, interrupt, start, shown } = watch();
    interrupt(one);
    interrupt(other);
    start(one);
    assert.deepEqual(shown(), [other.instanceId]);
    start(other);
    assert.deepEqual(shown(), []);
    assert.equal(machine.timers, 0);
  });

  it('are told once for each instance', () => {
    const { one, machine, interrupt, shown } = watch();
    interrupt(one);
    interrupt(one);
    assert.deepEqual(shown(), [one.instanceId]);
    assert.equal(machine.timers, 1);
  });
});
