import assert from 'node:assert/strict';
import { steadyClock } from '../../../../src/core/time/clock';
import { Pace } from '../../../../src/core/gateways/instancepace';
import { epoch, FakeMachine } from '../../fakes/machine';

describe('Pace', () => {
  it('asks for no rest before the first call', () => {
    const pace = new Pace(steadyClock(new FakeMachine()));
    assert.equal(pace.rest('qr'), 0);
    assert.deepEqual(pace.last(), {});
  });

  it('asks for 5 s after the end of a call, for each kind apart', async () => {
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

  it('asks for none around commands, which only users give', () => {
    const pace = new Pace(steadyClock(new FakeMachine()));
    for (const request of ['start', 'restart'] as const) {
      pace.ended(request);
      assert.equal(pace.rest(request), 0);
    }
  });

  it('lets a clock that was set forward count for nothing', async () => {
    const machine = new FakeMachine();
    const pace = new Pace(steadyClock(machine));
    pace.ended('qr');
    await machine.pass(1_000);
    machine.jump(3_600_000);
    assert.equal(pace.rest('qr'), 4_000);
  });

  it('tells when calls ended, on the scale of a pairing’s times', async () => {
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

  it('keeps away from calls that another window may have made', async () => {
    const machine = new FakeMachine();
    const clock = steadyClock(machine);
    await machine.pass(7_000);
    const pace = new Pace(clock, clock.elapsed() - 2_000);
    assert.equal(pace.rest('qr'), 3_000);
    assert.equal(pace.rest('session'), 3_000);
    assert.equal(pace.rest('start'), 0);
  });
});
