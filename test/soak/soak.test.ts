import assert from 'node:assert/strict';
import { seed, tell } from '../properties/seed';
import { Litter } from './litter';
import type { Resources } from './resources';
import { collect, takeStock } from './resources';
import type { Statistics } from './soak';
import { soak } from './soak';
import { table } from './table';

/** What is soaked. At its speed the single pairing has 31 ms for the 5 s between two calls, those side by side have 0.7 s. */
const one = { pairings: 1, rotations: 500, speed: 160 };
const many = { pairings: 50, rotations: 20, speed: 7 };

/** What the data on the heap may grow by, in bytes: some 100 000 it differs by anyway; a small object kept for each of 4 000 calls is more. */
const noise = 300_000;
/** How late a dead code may be covered, in ms of real time beyond what the machine is away: how exact a timer is. */
const tolerance = 3;

/** Longest that a pairing may leave its gateway alone, in ms: the longest wait, a user's reaction and a machine that is away. */
const longestRest = 120_000;

describe('Pairings that run for long', () => {
  const litter = new Litter();
  const complaints: string[] = [];
  let statistics: readonly Statistics[] = [];
  let stock: readonly Resources[] = [];
  let left: Readonly<Record<string, number>> = {};

  const sum = (of: (each: Statistics) => number): number =>
    statistics.reduce((all, each) => all + of(each), 0);

  before(async function () {
    this.timeout(300_000);
    const complain = (about: unknown): void => {
      complaints.push(String(about));
    };
    process.on('warning', complain).on('unhandledRejection', complain);
    // Whatever is made once and kept, such as `fetch`'s pool for an origin, is made now.
    const warmUp = await Promise.all([
      soak({ ...one, rotations: 20, seed }, new Litter()),
      soak({ ...many, rotations: 2, speed: 20, seed }, new Litter()),
    ]);
    const [onePort, manyPort] = warmUp.map(({ port }) => port);
    const stockBefore = await takeStock();
    statistics = await Promise.all([
      soak({ ...one, seed: seed + 1, port: onePort }, litter),
      soak({ ...many, seed: seed + 2, port: manyPort }, litter),
    ]);
    await collect();
    left = litter.sweep();
    stock = [stockBefore, await takeStock()];
    process.off('warning', complain).off('unhandledRejection', complain);
    tell(...table(statistics, stock));
  });

  it('go on through every rotation, though much goes wrong', () => {
    for (const [index, { pairings, rotations }] of [one, many].entries()) {
      assert.ok((statistics[index]?.rotations ?? 0) >= pairings * rotations);
    }
    for (const { longest } of statistics) assert.ok(longest <= longestRest, `no call for ${longest} ms`);
    const [faults, requests] = [sum(({ faults }) => faults), sum(({ requests }) => requests)];
    assert.ok(faults > requests / 10, `only ${faults} faults in ${requests} calls`);
  });

  it('keep 5 s between two calls, and break no rate rule of the gateway', () => {
    // Less by what adding up fractions loses.
    for (const { shortest } of statistics)
      assert.ok(shortest > 4_999, `${shortest} ms from a call to the next`);
    assert.deepEqual(
      statistics.flatMap(({ violations }) => violations.map(({ message }) => message)),
      [],
    );
  });

  it('show no dead code at any time', () => {
    for (const { late } of statistics) assert.ok(late <= tolerance, `covered ${late} ms late`);
  });

  it('show every code that nothing kept from them, and count it', () => {
    for (const { missed, codes, shown } of statistics) {
      assert.equal(missed, 0);
      assert.ok(codes >= shown, `${codes} codes counted, ${shown} shown`);
    }
  });

  it('leave timers, sockets and listeners as they were, and but for noise the data on the heap', () => {
    const [then, now] = stock;
    assert.ok(then && now);
    for (const each of ['timers', 'sockets', 'listeners'] as const) assert.equal(now[each], then[each], each);
    assert.ok(now.data - then.data <= noise, `the data grew by ${now.data - then.data} bytes`);
    for (const { entries } of statistics) assert.ok(entries <= 2_000, `${entries} entries in a trace`);
  });

  it('are let go of: the sessions, their doors to the gateway and what ends their calls', () => {
    assert.deepEqual(left, { session: 0, gateway: 0, signal: 0 });
  });

  it('draw no warning of the runtime, and let no error go unheard', () => {
    assert.deepEqual(complaints, []);
  });
});
