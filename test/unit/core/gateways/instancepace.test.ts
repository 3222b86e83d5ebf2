import assert from 'node:assert/strict';
import { steadyClock } from '../../../../src/core/time/clock';
import { Pace } from '../../../../src/core/gateways/instancepace';
import { epoch, FakeMachine } from '../../fakes/machine';

describe('Pace', () => {
  it('needs no wait before the first request', () => {
    const pace = new Pace(steadyClock(new FakeMachine()));
    assert.equal(pace.rest('qr'), 0);
    assert.deepEqual(pace.last(), {});
  });

  it('needs 5 s after the end of a request, for each kind separately', async () => {
    const machine = new FakeMachine();
    const pace = new Pace(steadyClock(machine));
    pace.ended('qr');
    assert.equal(pace.rest('qr'), 5_000);
    assert.equal(pace.rest('session'), 0);
    await machine.pass(4_999);
    assert.equal(pace.rest('qr'), 1);
    await machine.pass(1);
    assert.equal(pace.rest('qr'), 0);
  });

  it('needs no wait around commands, which only the user sends', () => {
    const pace = new Pace(steadyClock(new FakeMachine()));
    for (const request of ['start', 'restart'] as const) {
      pace.ended(request);
      assert.equal(pace.rest(request), 0);
    }
  });

  it('isn’t affected when the clock is set forward', async () => {
    const machine = new FakeMachine();
    const pace = new Pace(steadyClock(machine));
    pace.ended('qr');
    await machine.pass(1_000);
    machine.jump(3_600_000);
    assert.equal(pace.rest('qr'), 4_000);
  });

  it('knows when requests ended, on the scale of a pairing’s times', async () => {
    const machine = new FakeMachine();
    const pace = new Pace(steadyClock(machine));
    pace.ended('qr');
    await machine.pass(2_000);
    pace.ended('session');
    await machine.pass(1_000);
    assert.deepEqual(pace.last(), { qr: epoch, session: epoch + 2_000 });
    machine.jump(3_600_000);
    assert.deepEqual(pace.last(), { qr: epoch + 3_600_000, session: epoch + 3_602_000 });
  });

  it('keeps the gap to requests that another window may have sent', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    await machine.pass(7_000);
    const pace = new Pace(clock, clock.elapsed() - 2_000);
    assert.equal(pace.rest('qr'), 3_000);
    assert.equal(pace.rest('session'), 3_000);
    assert.equal(pace.rest('start'), 0);
  });
});
