import fc from 'fast-check';
import { arbitraryWorld, tryWorld } from '../unit/samples/randomgateways';
import { grouped, printRun, seed } from './seed';

const runs = 3_000;

describe('pairings on many random gateways', () => {
  it(`show no ended code for longer than they must, every code that lives and every scan, ${grouped(runs)} times`, async () => {
    printRun(`${grouped(runs)} gateways with one pairing each`);
    await fc.assert(fc.asyncProperty(arbitraryWorld, tryWorld), { seed, numRuns: runs });
  }).timeout(300_000);
});
