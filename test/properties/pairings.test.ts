import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arbitraryBeginning, arbitraryLife } from '../unit/samples/arbitraries';
import type { Claim } from '../unit/samples/claims';
import { claims } from '../unit/samples/claims';
import { entries } from '../unit/samples/entries';
import type { Moment } from '../unit/samples/life';
import { live } from '../unit/samples/life';
import { phases } from '../unit/samples/pairings';
import { grouped, seed, printRun } from './seed';
import { Tally } from './tally';

const runs = 100_000;
/** How often each phase must occur for the run to be meaningful. */
const minimum = 1_000;

/** Checks all claims about one pairing; a claim that is not met throws with its name. */
function watchAll(): (moment: Moment) => void {
  const watches = entries<string, Claim>(claims).map(([name, claim]) => ({ name, watch: claim() }));
  return (moment) => {
    for (const { name, watch } of watches)
      try {
        watch(moment);
      } catch (error) {
        throw new Error(`Claim not met: ${name}.`, { cause: error });
      }
  };
}

describe('many random pairings', () => {
  it(`meet every claim, ${grouped(runs)} times`, () => {
    const tally = new Tally();
    printRun(`${grouped(runs)} pairings and ${Object.keys(claims).length} claims about each`);
    const started = performance.now();
    fc.assert(
      fc.property(arbitraryLife, arbitraryBeginning, (steps, beginning) => {
        const watch = watchAll();
        live(
          steps,
          (moment) => {
            watch(moment);
            tally.add(moment.after.phase.kind);
          },
          beginning,
        );
      }),
      { seed, numRuns: runs },
    );
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(
      `      ${grouped(tally.total)} events in ${seconds} s; the phases after them: ${tally.toString()}`,
    );
    for (const phase of Object.keys(phases))
      assert.ok(tally.of(phase) >= minimum, `too few events with the phase ${phase}`);
  }).timeout(300_000);
});
