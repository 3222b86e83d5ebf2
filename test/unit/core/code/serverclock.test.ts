import assert from 'node:assert/strict';
import { ServerClock } from '../../../../src/core/code/serverclock';

const at = Date.UTC(2026, 0, 1, 12);

function date(ms: number): string {
  return new Date(ms).toUTCString();
}

/** How far a clock is ahead of the user's, as far as is known. */
function ahead(clock: ServerClock): readonly [number, number] {
  const { min, max } = clock.at(at);
  return [min - at, max - at];
}

describe('ServerClock', () => {
  it('shows the user’s time until an answer has a Date', () => {
    const clock = new ServerClock();
    clock.observe({ startedAt: at, receivedAt: at + 100 });
    clock.observe({ startedAt: at, receivedAt: at + 100, date: 'soon' });
    assert.deepEqual(ahead(clock), [0, 0]);
  });

  it('doesn’t count the time that the gateway worked, since a server writes Date when it has finished', () => {
    const clock = new ServerClock();
    // 15 s of work and at most half a second of flight.
    clock.observe({ startedAt: at - 15_000, receivedAt: at, date: date(at) });
    assert.deepEqual(ahead(clock), [0, 1_500]);
  });

  it('counts the whole request if it was shorter than the longest flight', () => {
    const clock = new ServerClock();
    clock.observe({ startedAt: at - 50, receivedAt: at, date: date(at + 60_000) });
    assert.deepEqual(ahead(clock), [60_000, 61_050]);
  });

  it('becomes more exact with each answer', () => {
    const clock = new ServerClock();
    // The clock is 300 ms ahead; the answers come at different parts of its second.
    for (const part of [0, 250, 500, 750, 690]) {
      const receivedAt = at + part;
      clock.observe({ startedAt: receivedAt - 10, receivedAt, date: date(receivedAt + 300 - 5) });
    }
    const [min, max] = ahead(clock);
    assert.ok(min <= 300 && 300 <= max && max - min <= 300, `${min} to ${max}`);
  });

  it('never becomes less exact by a slow answer', () => {
    const clock = new ServerClock();
    clock.observe({ startedAt: at - 20, receivedAt: at, date: date(at) });
    const before = ahead(clock);
    clock.observe({ startedAt: at - 20_000, receivedAt: at, date: date(at) });
    assert.deepEqual(ahead(clock), before);
  });

  it('begins anew if the gateway’s clock was set forward', () => {
    const clock = new ServerClock();
    clock.observe({ startedAt: at - 20, receivedAt: at, date: date(at) });
    clock.observe({ startedAt: at - 20, receivedAt: at, date: date(at + 3_600_000) });
    assert.deepEqual(ahead(clock), [3_600_000, 3_600_000 + 1_020]);
  });

  it('begins anew if it was set back', () => {
    const clock = new ServerClock();
    clock.observe({ startedAt: at - 20, receivedAt: at, date: date(at) });
    clock.observe({ startedAt: at - 20, receivedAt: at, date: date(at - 3_600_000) });
    assert.deepEqual(ahead(clock), [-3_600_000, -3_600_000 + 1_020]);
  });

  it('isn’t moved by answers that were delayed after Date was written', () => {
    const clock = new ServerClock();
    for (const delay of [0, 4_000, 4_000, 0, 4_000, 4_000, 0]) {
      clock.observe({ startedAt: at - 20 - delay, receivedAt: at, date: date(at - delay) });
      assert.deepEqual(ahead(clock), [0, 1_020]);
    }
  });
});
