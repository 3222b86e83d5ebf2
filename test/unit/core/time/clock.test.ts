import assert from 'node:assert/strict';
import fc from 'fast-check';
import { steadyClock } from '../../../../src/core/time/clock';
import { epoch, FakeMachine } from '../../fakes/machine';

describe('A steady clock', () => {
  it('starts at the wall clock’s time and follows it', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    assert.equal(clock.now(), epoch);
    await machine.pass(1_234);
    assert.equal(clock.now(), epoch + 1_234);
    assert.equal(clock.elapsed(), 1_234);
  });

  it('counts sleep, during which only the wall clock runs', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    await machine.pass(1_000);
    machine.jump(3_600_000);
    assert.equal(clock.now(), epoch + 3_601_000);
    assert.equal(clock.elapsed(), 1_000);
  });

  it('does not go back when the wall clock is set back, and continues from there', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    machine.jump(-3_600_000);
    assert.equal(clock.now(), epoch);
    await machine.pass(5_000);
    assert.equal(clock.now(), epoch + 5_000);
  });

  it('tells dates on the wall clock as it is set now, also those of earlier times', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    const began = clock.now();
    await machine.pass(5_000);
    assert.equal(clock.wall(began), epoch);
    machine.jump(-3_600_000);
    await machine.pass(1_000);
    assert.equal(clock.wall(clock.now()), machine.wall());
    assert.equal(clock.wall(began), machine.wall() - 6_000);
    assert.equal(clock.wall(clock.now() + 20_000), machine.wall() + 20_000);
    // Sleep moves both.
    machine.jump(7_200_000);
    assert.equal(clock.wall(clock.now()), machine.wall());
  });

  it('runs what is planned right after sleep on time', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    const ran: string[] = [];
    clock.at(clock.now() + 600, () => ran.push('due during sleep'));
    machine.jump(3_600_000);
    clock.at(clock.now() + 50, () => ran.push('planned after sleep'));
    await machine.pass(1);
    assert.deepEqual(ran, ['due during sleep']);
    await machine.pass(50);
    assert.deepEqual(ran, ['due during sleep', 'planned after sleep']);
    assert.equal(machine.timers, 0);
  });

  it('does not treat drift as sleep', () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    machine.jump(500);
    assert.equal(clock.now(), epoch);
    machine.jump(501);
    assert.equal(clock.now(), epoch + 501);
  });

  it('never goes back, however the wall clock is set', async () => {
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

  describe('calls a function', () => {
    it('once, when the deadline is reached', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      const calls: number[] = [];
      clock.at(epoch + 2_500, () => calls.push(clock.now() - epoch));
      await machine.pass(2_499);
      assert.deepEqual(calls, []);
      await machine.pass(10_000);
      assert.deepEqual(calls, [2_500]);
      assert.equal(machine.timers, 0);
    });

    it('soon, but not at once, if the deadline is in the past', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      let called = false;
      clock.at(epoch - 1, () => (called = true));
      assert.ok(!called);
      await machine.pass(0);
      assert.ok(called);
    });

    it('within a second of waking, if the deadline passed during sleep', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      let called = false;
      clock.at(epoch + 20_000, () => (called = true));
      await machine.pass(500);
      machine.jump(3_600_000);
      await machine.pass(1_000);
      assert.ok(called);
    });

    it('with one timer of the machine for all, in the order of their deadlines', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      const calls: number[] = [];
      for (const ms of [700, 20_000, 300, 2_500, 300])
        clock.at(epoch + ms, () => calls.push(ms, clock.now() - epoch));
      assert.equal(machine.timers, 1);
      await machine.pass(2_500);
      assert.deepEqual(calls, [300, 300, 300, 300, 700, 700, 2_500, 2_500]);
      assert.equal(machine.timers, 1);
      await machine.pass(17_500);
      assert.deepEqual(calls.slice(-2), [20_000, 20_000]);
      assert.equal(machine.timers, 0);
    });

    it('even if another one fails, sets a deadline or cancels it', async () => {
      const machine = new FakeMachine();
      const clock = steadyClock(machine);
      const calls: string[] = [];
      clock.at(epoch + 100, () => {
        cancel();
        clock.at(epoch + 100, () => calls.push('new'));
        throw new Error('failed');
      });
      const cancel = clock.at(epoch + 100, () => calls.push('canceled'));
      clock.at(epoch + 100, () => calls.push('next'));
      clock.at(epoch + 5_000, () => calls.push('later'));
      await assert.rejects(machine.pass(100), /failed/);
      await machine.pass(1);
      assert.deepEqual(calls, ['next', 'new']);
      await machine.pass(4_900);
      assert.deepEqual(calls, ['next', 'new', 'later']);
    });

    it('not after it was canceled, at any time and even twice', async () => {
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
