import assert from 'node:assert/strict';
import { PageClock } from '../../../../src/pairing/panel/pageclock';

describe('the clock of a page', () => {
  it('follows the time that the page has sent, and is never ahead of it', () => {
    let here = 1_000;
    const clock = new PageClock({ elapsed: () => here });
    assert.equal(clock.now, undefined);
    clock.set(50);
    assert.equal(clock.now, 50);
    here += 700;
    assert.equal(clock.now, 750);
    clock.forget();
    assert.equal(clock.now, undefined);
  });
});
