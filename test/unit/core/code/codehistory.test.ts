import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Code, CodeHistory, SeenCode } from '../../../../src/core/code/code';
import { noHistory } from '../../../../src/core/code/code';
import { codeSeen, codeThere, noCodeYet, sessionStarted } from '../../../../src/core/code/codehistory';
import type { CodeLives } from '../../../../src/core/code/codelives';
import { longestLife, usualLives } from '../../../../src/core/code/codelives';
import { inSeconds, now } from '../../samples/pairings';

/** What is known about a session, as its answers come in. All times are in seconds. */
class Session {
  history: CodeHistory = noHistory;
  lives: CodeLives = usualLives;

  started(at: number): this {
    this.history = sessionStarted(this.history, inSeconds(at));
    return this;
  }

  empty(startedAt: number): this {
    this.history = noCodeYet(this.history, inSeconds(startedAt));
    return this;
  }

  /** A session check said that there is a code. */
  ready(at: number): this {
    this.history = codeThere(this.history, inSeconds(at));
    return this;
  }

  /** A request that started and was answered returned a code, with so many seconds left if it reported that. */
  sees(value: string, startedAt: number, at = startedAt, left?: number, rest: Partial<SeenCode> = {}): Code {
    const ttl = left === undefined ? {} : { ttl: { min: left * 1_000, max: left * 1_000 } };
    const seen = { value, known: true, startedAt: inSeconds(startedAt), at: inSeconds(at), ...ttl, ...rest };
    const { history, lives, code } = codeSeen(this.history, this.lives, seen);
    assert.equal(history.newest, code);
    this.history = history;
    this.lives = lives;
    return code;
  }
}

/** When a code may end and has certainly ended, in seconds. */
function end({ expiresAt, surelyExpiredAt }: Code): readonly [number, number] {
  return [(expiresAt - now) / 1_000, (surelyExpiredAt - now) / 1_000];
}

describe('A code without an expiry', () => {
  it('after a start that was seen is the first one, for 60 s', () => {
    const first = new Session().started(0).sees('A', 0.5, 1);
    assert.deepEqual([first.number, first.end, first.life], [1, 'estimated', 60_000]);
    assert.deepEqual(end(first), [60, 61]);
  });

  it('came after the last request that showed that it wasn’t there', () => {
    const first = new Session().started(0).empty(5).empty(3).sees('A', 10, 10.5);
    assert.deepEqual(end(first), [65, 70.5]);
  });

  it('after another one lives for 20 s from the end of that one', () => {
    const session = new Session().started(0);
    session.sees('A', 0.5, 1);
    const second = session.sees('B', 61.5, 61.6);
    assert.deepEqual([second.number, second.end, second.life], [2, 'estimated', 20_000]);
    // It came between 60 and 61, although the request that returned it was later.
    assert.deepEqual(end(second), [80, 81]);
    const third = session.sees('C', 81.5, 81.6);
    assert.deepEqual([third.number, ...end(third)], [3, 100, 101]);
  });

  it('is still told apart by number if some codes before it weren’t seen', () => {
    const session = new Session().started(0);
    session.sees('A', 0, 0.5);
    // B came at 60, C at 80, D at 100.
    const fourth = session.sees('D', 105, 105.2);
    assert.equal(fourth.number, 4);
    assert.ok(end(fourth)[0] <= 120 && end(fourth)[1] >= 120);
  });

  it('is the second one if nobody requested the first while it was there', () => {
    // The panel was hidden: session checks saw the start, and nobody requested a code.
    const second = new Session().started(0).ready(3).sees('B', 66, 66.1);
    assert.deepEqual([second.number, second.life], [2, 20_000]);
    assert.deepEqual(end(second), [80, 83]);
  });

  it('came after the last request that found none, although the session had said that there is one', () => {
    const first = new Session().started(0).ready(2).empty(4).sees('A', 6, 6.1);
    assert.deepEqual(end(first), [64, 66.1]);
  });

  it('of a session that was joined midway has an unknown end: 20 s after the last request that returned it', () => {
    const session = new Session();
    const joined = session.sees('A', 0, 0.1);
    assert.deepEqual([joined.number, joined.end, joined.life], [undefined, 'unknown', undefined]);
    assert.deepEqual(end(joined), [20.1, 20.1]);
    assert.deepEqual(end(session.sees('A', 6, 6.1)), [26.1, 26.1]);
  });

  it('after one of unknown age came between the two requests', () => {
    const session = new Session();
    session.sees('A', 0, 0.1);
    const next = session.sees('B', 6, 6.1);
    assert.deepEqual([next.number, next.end], [undefined, 'estimated']);
    assert.deepEqual(end(next), [20, 26.1]);
    // A request that still returns it in the middle shows that it came later.
    assert.deepEqual(end(session.sees('B', 23, 23.1)), [23, 26.1]);
  });

  it('has a window that never widens, whatever requests show', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 5, max: 14 }), fc.integer({ min: 0, max: 900 })), {
      minLength: 5,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), steps, (late, requests) => {
        // Codes of 60 and 20 s since a start; the first one came some ms after that.
        const session = new Session().started(0);
        const current = (at: number): number => (at < 60 ? 0 : 1 + Math.floor((at - 60) / 20));
        let widest = Infinity;
        let time = late / 1_000;
        for (const [pause, ms] of requests) {
          const code = session.sees(`code ${current(time)}`, time, time + ms / 1_000);
          const { after, by } = code.born;
          const width = by - after;
          assert.ok(width >= 0 && width <= widest, `${width} ms after ${widest} ms`);
          // The true birth lies within.
          const bornAt = inSeconds(current(time) === 0 ? 0 : 60 + (current(time) - 1) * 20);
          assert.ok(after <= bornAt && bornAt <= by, 'the window misses the birth');
          widest = width;
          time += ms / 1_000 + pause;
        }
      }),
    );
  });
});

describe('A code that lives longer than expected', () => {
  it('is no longer expected to end, and is valid for 20 s after each confirmation', () => {
    const session = new Session().started(0);
    session.sees('A', 0, 0.1);
    session.sees('B', 60.3, 60.4);
    const longer = session.sees('B', 82, 82.1);
    assert.deepEqual([longer.end, longer.life], ['unknown', undefined]);
    assert.ok((longer.outlived ?? 0) > 20_000);
    assert.deepEqual(end(longer), [102.1, 102.1]);
  });

  it('teaches how long codes of the gateway live, once a second one has done so and the next one has come', () => {
    const session = new Session().started(0);
    session.sees('A', 0, 0.1);
    session.sees('B', 60.3, 60.4);
    session.sees('B', 100, 100.1);
    session.sees('C', 106, 106.1);
    session.sees('C', 128, 128.1);
    session.sees('C', 144, 144.1);
    assert.deepEqual(session.lives, usualLives);
    const next = session.sees('D', 152, 152.1);
    assert.equal(session.lives.first, 60_000);
    assert.equal(session.lives.later, 144_000 - 106_100);
    assert.equal(next.life, session.lives.later);
  });

  it('teaches nothing if it is the first one after a start that nobody saw', () => {
    const session = new Session().started(0);
    session.sees('A', 0, 0.1);
    session.sees('B', 60.3, 60.4);
    session.sees('C', 80.3, 80.4);
    // Somebody restarted the session elsewhere.
    for (const at of [205, 211, 227, 240, 255]) session.sees('D', at);
    for (const at of [266, 272]) session.sees('E', at);
    session.sees('F', 286);
    assert.deepEqual(session.lives, usualLives);
  });

  it('teaches the life of the first code apart from that of later ones', () => {
    const session = new Session().started(0);
    session.sees('A', 0, 0.1);
    session.sees('A', 65, 65.1);
    session.sees('B', 71, 71.1);
    assert.deepEqual(session.lives, { ...usualLives, first: 64_900 });
  });

  it('never shortens what was learned', () => {
    const session = new Session().started(0);
    session.lives = { ...usualLives, later: 45_000 };
    session.sees('A', 0, 0.1);
    session.sees('B', 60.3, 60.4);
    session.sees('C', 80.3, 80.4);
    assert.equal(session.lives.later, 45_000);
  });
});

describe('A repeated code', () => {
  const longest = longestLife / 1_000;

  it('is one that the gateway offers for more than 75 s, whatever it reports', () => {
    for (const left of [undefined, 20, 500]) {
      const session = new Session();
      session.sees('A', 0, 0, left);
      for (let at = 6; at < longest; at += 6)
        assert.equal(
          session.sees('A', at, at, left === 500 ? 500 - at : left).repeated,
          undefined,
          `${at} s`,
        );
      const repeated = session.sees('A', longest + 1, longest + 1, left);
      assert.equal(repeated.repeated, true);
      assert.ok(end(repeated)[0] <= longest + 1);
    }
  });

  it('stays one, and the next one is live', () => {
    const session = new Session();
    session.sees('A', 0);
    session.sees('A', longest + 1);
    assert.equal(session.sees('A', longest + 7).repeated, true);
    assert.ok(end(session.sees('A', longest + 13))[0] <= longest + 13);
    const next = session.sees('B', longest + 19);
    assert.equal(next.repeated, undefined);
    assert.ok(end(next)[0] > longest + 19);
  });

  it('teaches nothing about how long codes live', () => {
    const session = new Session().started(0);
    for (let at = 0; at <= longest + 6; at += 6) session.sees('A', at);
    assert.equal(session.history.newest?.repeated, true);
    session.sees('B', longest + 12);
    assert.deepEqual(session.lives, usualLives);
  });

  it('is one from before a start, restart or logout', () => {
    const session = new Session();
    session.sees('A', 0, 0, 20);
    session.started(5);
    for (const at of [6, 12]) assert.equal(session.sees('A', at, at, 20).repeated, true);
    const first = session.sees('B', 18, 18.1);
    assert.deepEqual([first.repeated, first.number, first.life], [undefined, 1, 60_000]);
    // What the gateway repeated shows that the first code wasn't there yet.
    assert.deepEqual(end(first), [72, 78.1]);
    assert.equal(session.sees('A', 24, 24, 20).repeated, true);
  });

  it('is one from before the last of several starts', () => {
    const session = new Session();
    session.sees('A', 0);
    session.started(5).started(10);
    assert.equal(session.sees('A', 11).repeated, true);
  });
});

describe('A reported expiry', () => {
  it('counts instead of an estimate', () => {
    const code = new Session().started(0).sees('A', 0.5, 1, 24);
    assert.deepEqual([code.end, ...end(code)], ['reported', 25, 25]);
  });

  it('stays if a later answer has none, and is narrowed by each that has one', () => {
    const session = new Session();
    session.sees('A', 0, 0, undefined, { ttl: { min: 19_000, max: 21_000 } });
    assert.deepEqual(end(session.sees('A', 6)), [19, 21]);
    assert.deepEqual(
      end(session.sees('A', 12, 12, undefined, { ttl: { min: 7_500, max: 9_500 } })),
      [19.5, 21],
    );
    assert.equal(session.lives.trustsExpiry, true);
  });

  for (const [name, spoil] of Object.entries<(session: Session) => Code>({
    'is further in the future than a code can live': (session) =>
      session.sees('A', 0, 0, undefined, { impossibleExpiry: true }),
    'moves on for the same code': (session) => {
      session.sees('A', 0, 0, 20);
      return session.sees('A', 6, 6, 20);
    },
    'had passed on arrival for two different codes in a row': (session) => {
      session.sees('A', 0, 0, -1);
      assert.equal(session.lives.trustsExpiry, true, 'once can happen');
      return session.sees('B', 6, 6, -1);
    },
  }))
    it(`isn’t trusted any longer if it ${name}`, () => {
      const session = new Session();
      const code = spoil(session);
      assert.equal(session.lives.trustsExpiry, false);
      assert.notEqual(code.end, 'reported');
      assert.ok(code.expiresAt > code.confirmedAt, 'the code is shown');
      assert.notEqual(session.sees('C', 12, 12, 20).end, 'reported');
    });

  it('is trusted further if the same code had expired on arrival, or a live one came between', () => {
    const session = new Session();
    for (const at of [0, 6, 12]) session.sees('A', at, at, -1 - at);
    session.sees('B', 18, 18, 5);
    session.sees('C', 24, 24, -1);
    assert.equal(session.lives.trustsExpiry, true);
  });

  it('is trusted further if two codes expired while their answers were under way', () => {
    const session = new Session();
    session.sees('A', 0, 18, -10);
    session.sees('B', 24, 42, -10);
    assert.equal(session.lives.trustsExpiry, true);
    const gone = session.sees('C', 48, 48, -1);
    assert.equal(gone.end, 'reported');
  });

  it('is trusted further if the estimate moves by less than 2 s', () => {
    const session = new Session();
    session.sees('A', 0, 0, 20);
    session.sees('A', 6, 6, 15.9);
    assert.equal(session.lives.trustsExpiry, true);
  });
});
