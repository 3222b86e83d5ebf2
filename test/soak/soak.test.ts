import assert from 'node:assert/strict';
import { seed, printRun } from '../properties/seed';
import { LeakCheck } from './leakcheck';
import type { Resources } from './resources';
import { collect, measureResources } from './resources';
import type { Statistics } from './soak';
import { precision, soak } from './soak';
import { table } from './table';

/** The two soaks. At its speed, the single pairing has 31 ms for the 5 s between two requests; the parallel ones have 0.7 s. */
const one = { pairings: 1, rotations: 500, speed: 160 };
const many = { pairings: 50, rotations: 20, speed: 7 };

/** Limit for the growth of the data on the heap, in bytes. It varies by some 100 000 anyway; a small object for each of 4 000 requests would exceed it. */
const maxDataGrowth = 300_000;
/** How late an expired code may be covered, in ms of real time in addition to the machine's delays: the precision of a timer. */
const tolerance = 3;

/** Longest time without a request, in ms: the longest wait, a user's reaction and a delay of the machine. */
const maxGap = 120_000;

describe('pairings that run for a long time', () => {
  const leakCheck = new LeakCheck();
  const warnings: string[] = [];
  let statistics: readonly Statistics[] = [];
  let stock: readonly Resources[] = [];
  let left: Readonly<Record<string, number>> = {};

  const sum = (of: (each: Statistics) => number): number =>
    statistics.reduce((all, each) => all + of(each), 0);

  before(async function () {
    this.timeout(300_000);
    const recordWarning = (about: unknown): void => {
      warnings.push(String(about));
    };
    process.on('warning', recordWarning).on('unhandledRejection', recordWarning);
    // Everything that is created once and kept, such as `fetch`'s pool for an origin, is created now.
    const warmUp = await Promise.all([
      soak({ ...one, rotations: 20, seed }, new LeakCheck()),
      soak({ ...many, rotations: 2, speed: 20, seed }, new LeakCheck()),
    ]);
    const [onePort, manyPort] = warmUp.map(({ port }) => port);
    const stockBefore = await measureResources();
    statistics = await Promise.all([
      soak({ ...one, seed: seed + 1, port: onePort }, leakCheck),
      soak({ ...many, seed: seed + 2, port: manyPort }, leakCheck),
    ]);
    await collect();
    left = leakCheck.leaks();
    stock = [stockBefore, await measureResources()];
    process.off('warning', recordWarning).off('unhandledRejection', recordWarning);
    printRun(...table(statistics, stock));
  });

  it('continue through every rotation, despite many faults', () => {
    for (const [index, { pairings, rotations }] of [one, many].entries()) {
      assert.ok((statistics[index]?.rotations ?? 0) >= pairings * rotations);
    }
    for (const { longestGap } of statistics)
      assert.ok(longestGap <= maxGap, `no request for ${longestGap} ms`);
    const [faults, requests] = [sum(({ faults }) => faults), sum(({ requests }) => requests)];
    assert.ok(faults > requests / 10, `only ${faults} faults in ${requests} requests`);
  });

  it('keep 5 s between two requests for codes and 3 s between two checks, and break no rate rule of the gateway', () => {
    for (const { smallestMargin } of statistics)
      assert.ok(smallestMargin > -precision, `a request came ${-smallestMargin} ms too early`);
    assert.deepEqual(
      statistics.flatMap(({ violations }) => violations.map(({ message }) => message)),
      [],
    );
  });

  it('never show an expired code', () => {
    for (const { late } of statistics) assert.ok(late <= tolerance, `covered ${late} ms late`);
  });

  it('show and count every code that they could receive', () => {
    for (const { missed, codes, shown } of statistics) {
      assert.equal(missed, 0);
      assert.ok(codes >= shown, `${codes} codes counted, ${shown} shown`);
    }
  });

  it('leave timers, sockets and listeners unchanged, and the data on the heap nearly unchanged', () => {
    const [then, now] = stock;
    assert.ok(then && now);
    for (const each of ['timers', 'sockets', 'listeners'] as const) assert.equal(now[each], then[each], each);
    assert.ok(now.data - then.data <= maxDataGrowth, `the data grew by ${now.data - then.data} bytes`);
    for (const { entries } of statistics) assert.ok(entries <= 2_000, `${entries} entries in a timeline`);
  });

  it('become garbage: the runners, their clients and the signals of their requests', () => {
    assert.deepEqual(left, { runner: 0, client: 0, signal: 0 });
  });

  it('cause no warning of the runtime and no unhandled error', () => {
    assert.deepEqual(warnings, []);
  });
});
