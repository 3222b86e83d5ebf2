import assert from 'node:assert/strict';
import { WahaStage } from './wahastage';

/** How long a request travels and works, and a timer of the fake machine is late, in ms. */
const roundTrip = 50;

describe('a pairing on a WAHA', () => {
  describe('whose session it has started', () => {
    let stage: WahaStage;

    before(async () => {
      stage = new WahaStage(Infinity, 'restart');
      await stage.toTheEnd();
    });

    it('never shows a code that has ended', () => {
      assert.equal(stage.expired.total, 0);
    });

    it('shows live codes nearly all the time', () => {
      assert.ok(stage.notShown <= 8_000, `not shown for ${stage.notShown} ms`);
      assert.deepEqual(stage.neverShown(0), []);
    });

    it('counts the six codes of the session', () => {
      assert.deepEqual(stage.numbers, [1, 2, 3, 4, 5, 6]);
      assert.equal(stage.runner.state.codes, 6);
    });

    it('requests a code at most every 6 s', () => {
      assert.ok(stage.requestsForCodes <= 30, String(stage.requestsForCodes));
    });

    it('says that the session has failed once that doesn’t pass', () => {
      const last = stage.waha.codes.at(-1);
      const failedAt = stage.began(['failed'], 0) ?? Infinity;
      assert.ok(last && failedAt - last.to >= 15_000 && failedAt - last.to <= 30_000);
    });
  });

  for (let second = 0; second < 60; second += 3)
    it(`that it joins ${second} s after the session’s start shows an ended code for at most 3.8 s`, async () => {
      const stage = new WahaStage(-second * 1_000 - 137, 'qr');
      await stage.toTheEnd();
      assert.ok(stage.expired.total <= 3_800, `expired for ${stage.expired.total} ms`);
      assert.deepEqual(stage.neverShown(0), []);
    });

  for (let after = 0; after < 20_000; after += 500)
    it(`shows a scan ${after / 1_000} s into a code’s life within 5.6 s, and Linked within 6 s`, async () => {
      const stage = new WahaStage(-70_000, 'qr');
      const fourth = stage.waha.codes[3];
      assert.ok(fourth);
      await stage.machine.pass(fourth.from + after);
      stage.waha.scan();
      const scannedAt = stage.waha.now;
      await stage.pass(30_000, () => stage.phase === 'linked');
      const seenAt = stage.began(['linking', 'linked'], scannedAt) ?? Infinity;
      const linkedAt = stage.began(['linked'], scannedAt) ?? Infinity;
      assert.ok(seenAt - scannedAt <= 5_550 + roundTrip, `seen after ${seenAt - scannedAt} ms`);
      assert.ok(linkedAt - scannedAt <= 6_000, `linked after ${linkedAt - scannedAt} ms`);
      assert.equal(stage.began(['failed'], scannedAt), undefined);
    });

  it('stays linked, with the name that WhatsApp gives some seconds later', async () => {
    const stage = new WahaStage(-70_000, 'qr');
    await stage.pass(30_000, () => stage.shown !== undefined && stage.waha.live?.value === stage.shown);
    stage.waha.scan();
    await stage.pass(40_000);
    const { phase } = stage.runner.state;
    assert.ok(phase.kind === 'linked');
    assert.deepEqual(phase.account, { number: '+15550001111', name: 'Rig Phone' });
    assert.equal(phase.confirmed, true);
    assert.equal(stage.machine.timers, 0);
  });
});
