import assert from 'node:assert/strict';
import fc from 'fast-check';
import { intents } from '../../../../../src/core/views/intent';
import { isInstanceRef } from '../../../../../src/core/references/instanceref';
import { isFromPanel, isToPanel } from '../../../../../src/core/views/panel/panelprotocol';

describe('the protocol of the panel', () => {
  it('accepts its own messages', () => {
    for (const type of ['ready', 'shown']) assert.ok(isFromPanel({ type, clock: 12.5 }));
    for (const intent of intents) assert.ok(isFromPanel({ type: 'intent', intent }));
    for (const open of [true, false]) assert.ok(isFromPanel({ type: 'monitor', open }));
    for (const moment of ['typed', 'left', 'sent'])
      assert.ok(isFromPanel({ type: 'number', moment, country: 'DE', text: '0151' }));
    assert.ok(isToPanel({ type: 'view', view: {}, madeAt: 12.5 }));
    assert.ok(isToPanel({ type: 'monitor', monitor: {}, madeAt: 12.5 }));
    assert.ok(isInstanceRef({ gateway: '', instanceId: 'ABCDEFGHIJKL' }));
  });

  const foreign = [
    null,
    0,
    '',
    'ready',
    [],
    ['ready'],
    {},
    { type: 'intent' },
    { type: 'intent', intent: 'delete' },
    { type: 'intent', intent: ['stop'] },
    { type: 'ready' },
    { type: 'shown', clock: NaN },
    { type: 'READY', clock: 1 },
    { instanceId: 12 },
    { type: 'number', moment: 'sent', country: 'DE' },
    { type: 'number', moment: 'sent', country: 'Germany', text: '1' },
    { type: 'number', moment: 'never', country: 'DE', text: '1' },
    { type: 'number', moment: 'typed', country: 'DE', text: '1'.repeat(61) },
    { type: 'view', madeAt: 1 },
    { type: 'view', view: {} },
    { type: 'view', view: {}, madeAt: '1' },
    { type: 'monitor', view: {}, madeAt: 1 },
    { type: 'monitor', open: 1 },
    { type: 'view', view: 'x', madeAt: 1 },
    { type: 'view', view: [], madeAt: 1 },
  ];
  for (const data of foreign)
    it(`refuses ${JSON.stringify(data)}`, () => {
      assert.ok(!isFromPanel(data) && !isToPanel(data) && !isInstanceRef(data));
    });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        for (const guard of [isFromPanel, isToPanel, isInstanceRef])
          assert.equal(typeof guard(data), 'boolean');
      }),
    );
  });
});
