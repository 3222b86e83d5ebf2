import assert from 'node:assert/strict';
import { timerText } from '../../../../../src/core/time/countdown';
import { codeTimer } from '../../../../../src/core/views/panel/codetimer';
import { english } from '../../../fakes/english';
import { code, inSeconds, now } from '../../../samples/pairings';

describe('codeTimer', () => {
  it('counts down to a reported end, and warns 30 and 10 s before it', () => {
    const timer = codeTimer({ ...code, expiresAt: inSeconds(42) }, now, english);
    assert.equal(timerText(timer, 0), 'Expires in 0:42');
    assert.equal(timerText(timer, 1_000), 'Expires in 0:41');
    assert.deepEqual(
      timer.warnings?.map(({ ms }) => ms),
      [30_000, 10_000],
    );
  });

  it('says that an estimate is one', () => {
    const timer = codeTimer({ ...code, end: 'estimated', expiresAt: inSeconds(14) }, now, english);
    assert.equal(timerText(timer, 0), 'Expires in about 0:14');
    assert.equal(timer.warnings?.length, 2);
  });

  it('says how long ago a code was confirmed if nobody knows its end', () => {
    const timer = codeTimer({ ...code, end: 'unknown', confirmedAt: inSeconds(-3) }, now, english);
    assert.equal(timerText(timer, 2_000), 'Confirmed 5 s ago');
    assert.equal(timer.warnings, undefined);
  });

  it('never counts below zero', () => {
    for (const end of ['reported', 'estimated'] as const)
      assert.match(
        timerText(codeTimer({ ...code, end, expiresAt: inSeconds(-5) }, now, english), 0),
        /0:00$/,
      );
  });
});
