import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Code } from '../../../../src/core/code/code';
import { nextPoll } from '../../../../src/core/pairing/pollplan';
import { code, inSeconds, now } from '../../samples/pairings';

/** How long after its end a code is requested again, in ms. */
const margin = 100;

function ending(end: Code['end'], seconds: number, surely = seconds): Code {
  return { ...code, end, expiresAt: inSeconds(seconds), surelyExpiredAt: inSeconds(surely) };
}

/** The times of all polls up to the target, in ms from now, if each is answered at once. */
function polls(shown: Code, target: number, interval: number): readonly number[] {
  const times: number[] = [];
  for (let from = now; from < now + target - 1;) {
    from = nextPoll(shown, from, interval).at;
    times.push(from - now);
  }
  return times;
}

describe('nextPoll', () => {
  it('spreads polls evenly: one falls on the end, none comes within 5 s before it, and no gap is longer than it must be', () => {
    const intervals = fc.integer({ min: 5_000, max: 60_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120_000 }), intervals, (left, interval) => {
        const times = polls(ending('reported', left / 1_000), left, interval);
        for (const [index, time] of times.entries()) {
          const gap = time - (times[index - 1] ?? 0);
          assert.ok(gap >= 5_000 - 1e-3, `a gap of ${gap} ms`);
          assert.ok(gap <= Math.max(interval + 1_000, 10_000), `a gap of ${gap} ms`);
          // Longer than the interval and a second only if one more gap of 5 s wouldn't fit.
          if (gap > interval + 1_000 + 1e-3)
            assert.ok((times.length + 1) * 5_000 > left, `a gap of ${gap} ms`);
        }
        if (left >= 5_000) assert.ok(Math.abs((times.at(-1) ?? 0) - left) < 1e-3, 'none falls on the end');
      }),
    );
  });

  it('asks again 5 s after the last request if the code has ended already', () => {
    for (const end of ['reported', 'estimated'] as const)
      assert.equal(nextPoll(ending(end, -3), now, 6_000).at, inSeconds(5));
  });

  it('asks when a code has certainly ended, and a little later if that is an estimate', () => {
    assert.equal(nextPoll(ending('reported', 5.5, 6.5), now, 6_000).at, inSeconds(6.5));
    assert.equal(
      nextPoll({ ...ending('estimated', 5.5, 6.5), number: 5 }, now, 6_000).at,
      inSeconds(6.5) + margin,
    );
  });

  it('looks for the next code at the moment that costs least, the fewer codes are left the later', () => {
    const look = (number: number, width: number): number => {
      const shown = { ...ending('estimated', 20, 20 + width), number };
      let poll = nextPoll(shown, now, 6_000);
      while (!poll.isLast) poll = nextPoll(shown, poll.at, 6_000);
      return (poll.at - margin - inSeconds(20)) / 1_000;
    };
    assert.equal(look(5, 6), 6);
    assert.ok(Math.abs(look(1, 6) - (3 - 1 / 16)) < 1e-3);
    assert.ok(Math.abs(look(1, 1) - 0.75) < 1e-3);
    assert.equal(look(4, 1), 1);
    // Found by trying every moment.
    const cost = (x: number, width: number, rest: number): number =>
      x + 5 * (1 - x / width) + ((rest - 1) * (x ** 2 + (width - x) ** 2)) / width;
    for (const number of [1, 2, 3, 4])
      for (const width of [1, 2, 4, 6.7]) {
        const best = Math.min(
          ...Array.from({ length: 101 }, (_, i) => cost((i * width) / 100, width, 6 - number)),
        );
        assert.ok(cost(look(number, width), width, 6 - number) <= best + 0.01);
      }
  });

  it('asks a slow gateway so early that the answer comes with the next code, unless it looks first and works then', () => {
    const slow = { ...ending('reported', 30), took: 10_000 };
    assert.equal(nextPoll(slow, inSeconds(10), 6_000).at, inSeconds(20.3));
    assert.equal(nextPoll(slow, inSeconds(20), 6_000, true).at, inSeconds(30));
  });

  it('keeps the interval if nobody knows when the code ends, or if the gateway repeats it', () => {
    assert.equal(nextPoll(ending('unknown', 20), now, 6_000).at, inSeconds(6));
    assert.equal(nextPoll(ending('unknown', 20), now, 60_000).at, inSeconds(20));
    assert.equal(nextPoll({ ...ending('unknown', 0), repeated: true }, now, 6_000).at, inSeconds(6));
  });
});
