import assert from 'node:assert/strict';
import fc from 'fast-check';
import { intents } from '../../../src/core/intent';
import { isFromWall, isToWall, isWallState } from '../../../src/webview/wallprotocol';

const guards = [isFromWall, isToWall, isWallState];

describe('the protocol of the wall', () => {
  it('knows its own messages', () => {
    for (const type of ['ready', 'shown']) assert.ok(isFromWall({ type, clock: 12.5 }));
    for (const intent of intents) assert.ok(isFromWall({ type: 'intent', key: 'A', intent }));
    for (const type of ['alone', 'remove']) assert.ok(isFromWall({ type, key: 'A' }));
    assert.ok(isToWall({ type: 'wall', wall: { keys: ['A', 'B'] } }));
    assert.ok(isToWall({ type: 'cell', key: 'A', cell: {}, madeAt: 12.5 }));
    assert.ok(isWallState({ wall: [{ connection: '', instanceId: 'ABCDEFGHIJKL' }] }));
  });

  const foreign = [
    ...[null, 0, '', 'ready', [], {}, { type: 'ready' }, { type: 'shown', clock: NaN }],
    ...[
      { type: 'intent', key: 'A' },
      { type: 'intent', key: 'A', intent: 'delete' },
    ],
    ...[{ type: 'intent', intent: 'stop' }, { type: 'alone' }, { type: 'remove', key: 1 }],
    ...[
      { type: 'wall', wall: {} },
      { type: 'wall', wall: { keys: [1] } },
    ],
    ...[
      { type: 'cell', key: 'A', cell: {} },
      { type: 'cell', key: 'A', cell: [], madeAt: 1 },
      { type: 'cell', cell: {}, madeAt: 1 },
    ],
    ...[
      { wall: {} },
      { wall: [{}] },
      { wall: [{ connection: '', instanceId: '' }] },
      { wall: ['ABCDEFGHIJKL'] },
    ],
  ];
  for (const data of foreign)
    it(`takes ${JSON.stringify(data)} for none of them`, () => {
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
