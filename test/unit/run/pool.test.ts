import assert from 'node:assert/strict';
import { setImmediate as tick } from 'node:timers/promises';
import { runPool } from '../../run/pool';

/** Jobs that end when a test says so, on a machine that is as idle as a test says. */
class Machine {
  idle = 0;
  started = 0;
  readonly #ends: (() => void)[] = [];

  async run(jobs: number, min: number, max: number): Promise<readonly number[]> {
    return await runPool(
      Array.from({ length: jobs }, (_, index) => async () => {
        this.started++;
        await new Promise<void>((resolve) => this.#ends.push(resolve));
        return index;
      }),
      { min, max },
      async () => {
        await tick();
        return this.idle;
      },
    );
  }

  async end(job: number): Promise<void> {
    this.#ends[job]?.();
    await this.pass();
  }

  async pass(): Promise<void> {
    for (let ticks = 0; ticks < 20; ticks++) await tick();
  }
}

describe('a pool of jobs', () => {
  let machine: Machine;

  beforeEach(() => {
    machine = new Machine();
  });

  it('runs as few at once as it may on a busy machine, and as many as it may on an idle one', async () => {
    const results = machine.run(6, 2, 4);
    await machine.pass();
    assert.equal(machine.started, 2);
    machine.idle = 0.5;
    await machine.pass();
    assert.equal(machine.started, 4);
    machine.idle = 0;
    await machine.end(0);
    assert.equal(machine.started, 4);
    await machine.end(1);
    await machine.end(2);
    assert.equal(machine.started, 5);
    for (const job of [3, 4, 5]) await machine.end(job);
    assert.deepEqual(await results, [0, 1, 2, 3, 4, 5]);
  });

  it('goes on after a job that fails, and tells', async () => {
    const failing = runPool([() => Promise.reject(new Error('failed')), () => Promise.resolve(1)], {
      min: 1,
      max: 1,
    });
    await assert.rejects(failing, /failed/);
  });
});
