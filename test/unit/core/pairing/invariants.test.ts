import fc from 'fast-check';
import { arbitraryBeginning, arbitraryLife } from '../../samples/arbitraries';
import type { Claim } from '../../samples/claims';
import { claims } from '../../samples/claims';
import { entries } from '../../samples/entries';
import { live } from '../../samples/life';

// test/properties checks the same claims about many more lives, all in one pass.
describe('At every moment of every pairing', () => {
  for (const [name, claim] of entries<string, Claim>(claims)) {
    it(name, () => {
      fc.assert(
        fc.property(arbitraryLife, arbitraryBeginning, (steps, beginning) => {
          live(steps, claim(), beginning);
        }),
        { numRuns: 1_000 },
      );
    });
  }
});
