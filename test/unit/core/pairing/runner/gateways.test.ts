import fc from 'fast-check';
import { arbitraryWorld, tryWorld } from '../../../samples/randomgateways';

// test/properties tries many more.
describe('a pairing on any gateway', () => {
  it('shows no code that has ended for longer than it must, every code that lives, and every scan', async () => {
    await fc.assert(fc.asyncProperty(arbitraryWorld, tryWorld), { numRuns: 40 });
  }).timeout(60_000);
});
