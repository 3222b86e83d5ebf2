import assert from 'node:assert/strict';
import fc from 'fast-check';
import { steadyClock } from '../../../../src/core/time/clock';
import { epoch, FakeMachine } from '../../fakes/machine';

describe('A steady clock', () => {
  it('starts at the wall clock’s time and goes with it', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    assert.equal(clock.now(), epoch);
    await machine.pass(1_234);
    assert.equal(clock.now(), epoch + 1_234);
    assert.equal(clock.elapsed(), 1_234);
  });

  it('counts sleep, in which only the wall clock goes on', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    await machine.pass(1_000);
    machine.jump(3_600_000);
    assert.equal(clock.now(), epoch + 3_601_000);
    assert.equal(clock.elapsed(), 1_000);
  });

  it('does not run back when the wall clock is set back, and goes on from there', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    machine.jump(-3_600_000);
    assert.equal(clock.now(), epoch);
    await machine.pass(5_000);
    assert.equal(clock.now(), epoch + 5_000);
  });

  it('does not take drift for sleep', () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    machine.jump(500);
    assert.equal(clock.now(), epoch);
    machine.jump(501);
    assert.equal(clock.now(), epoch + 501);
  });

  it('never runs backwards, whatever is done to the wall clock', async () => {
    const step = fc.record({ pass: fc.nat(5_000), jump: fc.integer({ min: -100_000, max: 100_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const machine = new FakeMachine();
        const clock = steadyClock(machine);
        for (const { pass, jump } of steps) {
          const before = clock.now();
          machine.jump(jump);
          await machine.pass(pass);
          assert.ok(clock.now() >= before + pass);
        }
      }),
    );
  });

  describe('calls', () => {
    it('once, when the deadline is reached', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      const requests: number[] = [];
      clock.at(epoch + 2_500, () => requests.push(clock.now() - epoch));
      await machine.pass(2_499);
      assert.deepEqual(requests, []);
      await machine.pass(10_000);
      assert.deepEqual(requests, [2_500]);
      assert.equal(machine.timers, 0);
    });

    it('soon, but not at once, when the deadline is past', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      let called = false;
      clock.at(epoch - 1, () => (called = true));
      assert.ok(!called);
      await machine.pass(0);
      assert.ok(called);
    });

    it('within a second of waking from a sleep that went past the deadline', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      let called = false;
      clock.at(epoch + 20_000, () => (called = true));
      await machine.pass(500);
      machine.jump(3_600_000);
      await machine.pass(1_000);
      assert.ok(called);
    });

    it('not after it was taken back, at any time, as often as one likes', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      let called = false;
      const cancel = clock.at(epoch + 5_000, () => (called = true));
      await machine.pass(3_300);
      cancel();
      cancel();
      assert.equal(machine.timers, 0);
      await machine.pass(10_000);
      assert.ok(!called);
    });
  });
});
