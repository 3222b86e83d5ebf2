import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arbitraryBeginning, arbitraryLife } from '../unit/samples/arbitraries';
import type { Claim } from '../unit/samples/claims';
import { claims } from '../unit/samples/claims';
import { entries } from '../unit/samples/entries';
import type { Moment } from '../unit/samples/life';
import { live } from '../unit/samples/life';
import { phases } from '../unit/samples/pairings';
import { grouped, seed, tell } from './seed';
import { Tally } from './tally';

const runs = 100_000;
/** How often each phase must have been met at least, for the run to say anything of it. */
const enough = 1_000;

/** All claims at once, about one life; what belies one throws with its name. */
function watchAll(): (moment: Moment) => void {
  const watches = entries<string, Claim>(claims).map(([name, claim]) => ({ name, watch: claim() }));
  return (moment) => {
    for (const { name, watch } of watches)
      try {
        watch(moment);
      } catch (error) {
        throw new Error(`Not so: ${name}.`, { cause: error });
      }
  };
}

describe('The lives of many pairings', () => {
  it(`bear out every claim, ${grouped(runs)} times over`, () => {
    const met = new Tally();
    tell(`${grouped(runs)} lives and ${Object.keys(claims).length} claims about each`);
    const started = performance.now();
    fc.assert(
      fc.property(arbitraryLife, arbitraryBeginning, (steps, beginning) => {
        const watch = watchAll();
        live(
          steps,
          (moment) => {
            watch(moment);
            met.add(moment.after.phase.kind);
          },
          beginning,
        );
      }),
      { seed, numRuns: runs },
    );
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(`      ${grouped(met.total)} events in ${seconds} s, after which it was ${met.toString()}`);
    for (const phase of Object.keys(phases)) assert.ok(met.of(phase) >= enough, `hardly ever ${phase}`);
  }).timeout(300_000);
});
