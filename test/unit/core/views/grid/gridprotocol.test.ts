import assert from 'node:assert/strict';
import fc from 'fast-check';
import { intents } from '../../../../../src/core/views/intent';
import { isFromGrid, isToGrid, isGridState } from '../../../../../src/core/views/grid/gridprotocol';

const guards = [isFromGrid, isToGrid, isGridState];

describe('the protocol of the grid', () => {
  it('accepts its own messages', () => {
    for (const type of ['ready', 'shown']) assert.ok(isFromGrid({ type, clock: 12.5 }));
    for (const intent of intents) assert.ok(isFromGrid({ type: 'intent', key: 'A', intent }));
    for (const type of ['alone', 'remove']) assert.ok(isFromGrid({ type, key: 'A' }));
    assert.ok(isToGrid({ type: 'grid', grid: { keys: ['A', 'B'] } }));
    assert.ok(isToGrid({ type: 'cell', key: 'A', cell: {}, madeAt: 12.5 }));
    assert.ok(isGridState({ grid: [{ gateway: '', instanceId: 'ABCDEFGHIJKL' }] }));
  });

  const foreign = [
    null,
    0,
    '',
    'ready',
    [],
    {},
    { type: 'ready' },
    { type: 'shown', clock: NaN },
    { type: 'intent', key: 'A' },
    { type: 'intent', key: 'A', intent: 'delete' },
    { type: 'intent', intent: 'stop' },
    { type: 'alone' },
    { type: 'remove', key: 1 },
    { type: 'grid', grid: {} },
    { type: 'grid', grid: { keys: [1] } },
    { type: 'cell', key: 'A', cell: {} },
    { type: 'cell', key: 'A', cell: [], madeAt: 1 },
    { type: 'cell', cell: {}, madeAt: 1 },
    { grid: {} },
    { grid: [{}] },
    { grid: [{ gateway: '', instanceId: '' }] },
    { grid: ['ABCDEFGHIJKL'] },
  ];
  for (const data of foreign)
    it(`refuses ${JSON.stringify(data)}`, () => {
      assert.ok(guards.every((guard) => !guard(data)));
    });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        for (const guard of guards) assert.equal(typeof guard(data), 'boolean');
      }),
    );
  });
});
