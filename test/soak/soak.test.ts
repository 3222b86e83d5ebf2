import assert from 'node:assert/strict';
import { seed, tell } from '../properties/seed';
import { Litter } from './litter';
import type { Resources } from './resources';
import { collect, takeStock } from './resources';
import type { Figures } from './soak';
import { soak } from './soak';
import { table } from './table';

/** What is soaked. At its speed the single pairing has 31 ms for the 5 s between two calls, those side by side have 0.7 s. */
const one = { pairings: 1, rotations: 500, speed: 160 };
const many = { pairings: 50, rotations: 20, speed: 7 };

/** What the heap may grow by, in bytes: some 100 000 it differs by anyway; a small object kept for each of 4 000 calls is more. */
const heapNoise = 300_000;
/** Rounds of warming up, at most. */
const mostRounds = 5;
/** How late a dead code may be covered, in ms of real time beyond what the machine is away: how exact a timer is. */
const tolerance = 3;

/** Soaks for a short while until the heap grows no more: whatever is made once and kept, such as `fetch`'s pool for an origin, is made then. */
async function warmUp(): Promise<{ ports: readonly number[]; stock: Resources }> {
  let ports: readonly number[] = [0, 0];
  let stock = await takeStock();
  for (let round = 0; round < mostRounds; round++) {
    const come = await Promise.all([
      soak({ ...one, rotations: 15, seed: seed + round, port: ports[0] }, new Litter()),
      soak({ ...many, rotations: 2, speed: 25, seed: seed + round, port: ports[1] }, new Litter()),
    ]);
    ports = come.map(({ port }) => port);
    const before = stock;
    stock = await takeStock();
    if (stock.heap - before.heap < heapNoise / 4) break;
  }
  return { ports, stock };
}

describe('Pairings that run for long', () => {
  const litter = new Litter();
  const warnings: string[] = [];
  let figures: readonly Figures[] = [];
  let stock: readonly Resources[] = [];
  let left: Readonly<Record<string, number>> = {};

  const sum = (of: (each: Figures) => number): number => figures.reduce((all, each) => all + of(each), 0);

  before(async function () {
    this.timeout(300_000);
    const warned = ({ name, message }: Error): void => {
      warnings.push(`${name}: ${message}`);
    };
    process.on('warning', warned);
    const { ports, stock: stockBefore } = await warmUp();
    figures = await Promise.all([
      soak({ ...one, seed: seed + 1, port: ports[0] }, litter),
      soak({ ...many, seed: seed + 2, port: ports[1] }, litter),
    ]);
    await collect();
    left = litter.sweep();
    stock = [stockBefore, await takeStock()];
    process.off('warning', warned);
    tell(...table(figures, stock));
  });

  it('go on through every rotation, though much goes wrong', () => {
    for (const [index, { pairings, rotations }] of [one, many].entries()) {
      assert.ok((figures[index]?.rotations ?? 0) >= pairings * rotations);
    }
    const [faults, calls] = [sum(({ faults }) => faults), sum(({ calls }) => calls)];
    assert.ok(faults > calls / 10, `only ${faults} faults in ${calls} calls`);
  });

  it('break no rate rule', () => {
    assert.deepEqual(
      figures.flatMap(({ violations }) => violations.map(({ message }) => message)),
      [],
    );
  });

  it('show no dead code at any time', () => {
    for (const { late } of figures) assert.ok(late <= tolerance, `covered ${late} ms late`);
  });

  it('show every code that nothing kept from them, and count it', () => {
    for (const { missed, codes, shown } of figures) {
      assert.equal(missed, 0);
      assert.ok(codes >= shown, `${codes} codes counted, ${shown} shown`);
    }
  });

  it('leave timers, sockets and listeners as they were, and the heap but for noise', () => {
    const [then, now] = stock;
    assert.ok(then && now);
    for (const each of ['timers', 'sockets', 'listeners'] as const) assert.equal(now[each], then[each], each);
    assert.ok(now.heap - then.heap <= heapNoise, `the heap grew by ${now.heap - then.heap} bytes`);
    for (const { entries } of figures) assert.ok(entries <= 2_000, `${entries} entries in a trace`);
  });

  it('are let go of: the sessions, their doors to the gateway and what ends their calls', () => {
    assert.deepEqual(left, { session: 0, gateway: 0, signal: 0 });
  });

  it('draw no warning of the runtime', () => {
    assert.deepEqual(warnings, []);
  });
});
