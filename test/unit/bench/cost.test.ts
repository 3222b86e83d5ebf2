import assert from 'node:assert/strict';
import { findActivation } from '../../bench/cost/activation';
import type { Moment } from '../../bench/cost/load';
import { loadTable, idleDifference, steps } from '../../bench/cost/load';
import { sizeTable } from '../../bench/cost/sizes';

const report = `## Other
| Extension | Load Code |
| a.b       | 99        |

## Extension Activation Stats

| Extension | Eager | Load Code | Call Activate | Finish Activate | Event             | By  |
| --------- | ----- | --------- | ------------- | --------------- | ----------------- | --- |
| a.b       | true  | 115       | 13            | 27              | *                 | a.b |
| a.bc      | false | 0         | 1             | 0               | onStartupFinished | a.b |
| a.failed  | false |           |               |                 | *                 | a.b |
`;

const moment = (name: string, pairings: number, heap: number, load: number): Moment => {
  return {
    name,
    pairings,
    cpuLoad: load,
    figures: { heap, resources: { Timeout: 4 }, ownTimers: 2, cpu: 0, at: 0 },
  };
};
const moments = [
  moment('fresh', 0, 10_000_000, 1),
  moment('used', 0, 20_000_000, 1),
  moment('1', 1, 20_100_000, 2),
  moment('10', 10, 20_550_000, 6.5),
  moment('100', 100, 25_050_000, 51.5),
  moment('after', 0, 21_000_000, 1),
];

describe('the figures of the cost', () => {
  it('finds an extension in the editor’s table of activations by its full name', () => {
    assert.deepEqual(findActivation(report, 'a.b'), { load: 115, call: 13, finish: 27 });
    assert.deepEqual(findActivation(report, 'a.bc'), { load: 0, call: 1, finish: 0 });
  });

  it('has no figures for an extension without any', () => {
    assert.equal(findActivation(report, 'a.c'), undefined);
    assert.equal(findActivation(report, 'a.failed'), undefined);
    assert.equal(findActivation('', 'a.b'), undefined);
  });

  it('measures growth from the idle moment right before the first pairing', () => {
    assert.deepEqual(steps(moments), [
      { name: 'from 0 to 1', heap: 100, load: 1 },
      { name: 'from 1 to 10', heap: 50, load: 0.5 },
      { name: 'from 10 to 100', heap: 50, load: 0.5 },
    ]);
  });

  it('shows how much idle moments differ without pairings', () => {
    assert.equal(idleDifference(moments), 11_000_000);
  });

  it('shows the memory of the process', () => {
    assert.deepEqual(loadTable(moments).rows[2], ['1', '20.10', '2.0', '2', '4', '0']);
  });

  it('shows the sizes with their goals', () => {
    const { rows } = sizeTable([
      { name: 'activation', bytes: 23_209, goal: 20_000 },
      { name: 'the .vsix', bytes: 100 },
    ]);
    assert.deepEqual(rows, [
      ['activation', '23 209', 'under 20 000'],
      ['the .vsix', '100', ''],
    ]);
  });
});
