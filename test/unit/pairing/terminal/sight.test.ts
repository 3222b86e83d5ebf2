import assert from 'node:assert/strict';
import { steadyClock } from '../../../../src/core/time/clock';
import { Sight } from '../../../../src/pairing/terminal/sight';
import { FakeMachine } from '../../fakes/machine';

const [focusIn, focusOut] = ['\x1b[I', '\x1b[O'];

interface Given {
  readonly sight: Sight;
  readonly machine: FakeMachine;
  /** What the sight has announced. */
  readonly announced: boolean[];
}

function open(): Given {
  const machine = new FakeMachine();
  const sight = new Sight(steadyClock(machine));
  const announced: boolean[] = [];
  sight.onDidChange((visible) => announced.push(visible));
  return { sight, machine, announced };
}

const both = ({ visible, seen }: Sight): readonly boolean[] => [visible, seen];

describe('the sight of a terminal', () => {
  it('counts a new terminal as visible, but not as seen before it has the focus', () => {
    const { sight } = open();
    assert.deepEqual(both(sight), [true, false]);
    assert.ok(sight.receive(focusIn));
    assert.deepEqual(both(sight), [true, true]);
  });

  it('keeps a terminal with the focus in sight for as long as it takes', async () => {
    const { sight, machine } = open();
    sight.receive(focusIn);
    await machine.pass(600_000);
    assert.deepEqual(both(sight), [true, true]);
    assert.equal(machine.timers, 0);
  });

  it('counts a terminal without the focus as visible for a minute, since its area may be hidden', async () => {
    const { sight, machine, announced } = open();
    sight.receive(focusIn);
    sight.receive(focusOut);
    assert.deepEqual(both(sight), [true, false]);
    await machine.pass(59_000);
    assert.equal(sight.visible, true);
    await machine.pass(1_000);
    assert.deepEqual(both(sight), [false, false]);
    assert.equal(announced.at(-1), false);
  });

  it('brings it back with a key or the focus', async () => {
    for (const input of ['x', focusIn]) {
      const { sight, machine, announced } = open();
      await machine.pass(60_000);
      assert.equal(announced.at(-1), false);
      assert.equal(sight.receive(input), input === focusIn);
      assert.equal(sight.visible, true);
      assert.equal(announced.at(-1), true);
    }
  });

  it('counts it as hidden while another terminal is active', () => {
    const { sight, announced } = open();
    sight.receive(focusIn);
    sight.setPlace('behind');
    assert.deepEqual(both(sight), [false, false]);
    sight.setPlace('active');
    assert.deepEqual(both(sight), [true, true]);
    assert.deepEqual(announced, [true, false, true]);
  });

  it('counts an editor tab in front as seen, with and without the focus', async () => {
    const { sight, machine } = open();
    sight.setPlace('front');
    await machine.pass(600_000);
    assert.deepEqual(both(sight), [true, true]);
  });

  it('ends with its terminal', async () => {
    const { sight, machine, announced } = open();
    sight.dispose();
    sight.receive('x');
    await machine.pass(60_000);
    assert.deepEqual(both(sight), [false, false]);
    assert.deepEqual(announced, []);
    assert.equal(machine.timers, 0);
  });
});
