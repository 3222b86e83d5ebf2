import assert from 'node:assert/strict';
import type { Child } from '../../run/child';
import type { Counts } from '../../run/counts';
import { secondTry } from '../../run/secondtry';

const child = (name: string): Child => ({ name, program: 'run/suite' });
const passes: Counts = { passed: 3, failures: [] };
const fails: Counts = { passed: 2, failures: ['a step'] };

describe('a second try', () => {
  /** Runs again what failed, with these counts, and returns the counts of all and what ran again. */
  async function again(first: readonly Counts[], second: Counts) {
    const names: string[] = [];
    const counts = await secondTry(
      first.map((_, index) => child(`suite ${index}`)),
      first,
      (children) => {
        names.push(...children.map(({ name }) => name));
        return Promise.resolve(children.map(() => second));
      },
    );
    return { counts, names };
  }

  it('is only for what failed', async () => {
    const { counts, names } = await again([passes, fails, passes], passes);
    assert.deepEqual(names, ['suite 1']);
    assert.deepEqual(counts, [passes, { ...passes, flaky: ['a step'] }, passes]);
  });

  it('doesn’t excuse what fails again', async () => {
    const { counts } = await again([fails, passes], { passed: 1, failures: ['a step', 'another'] });
    assert.deepEqual(counts, [{ passed: 1, failures: ['a step', 'another'] }, passes]);
  });

  it('isn’t there if nothing failed, or too much', async () => {
    for (const first of [[passes, passes], Array.from({ length: 9 }, () => fails)]) {
      const { counts, names } = await again(first, passes);
      assert.deepEqual(names, []);
      assert.deepEqual(counts, first);
    }
  });
});
