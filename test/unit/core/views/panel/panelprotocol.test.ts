import assert from 'node:assert/strict';
import fc from 'fast-check';
import { intents } from '../../../../../src/core/views/intent';
import { isInstanceRef } from '../../../../../src/core/references/instanceref';
import type { PanelView } from '../../../../../src/core/views/panel/paneldata';
import type { EarlyView } from '../../../../../src/core/views/panel/panelprotocol';
import { earlyAge, isFromPanel, isToPanel } from '../../../../../src/core/views/panel/panelprotocol';

const emptyView: PanelView = {
  tone: 'busy',
  title: '',
  headline: '',
  details: [],
  steps: [],
  notes: [],
  actions: [],
  announcement: { id: '', text: '' },
};

describe('the protocol of the panel', () => {
  it('accepts its own messages', () => {
    for (const type of ['ready', 'shown']) assert.ok(isFromPanel({ type, clock: 12.5 }));
    for (const intent of intents) assert.ok(isFromPanel({ type: 'intent', intent }));
    for (const open of [true, false]) assert.ok(isFromPanel({ type: 'monitor', open }));
    for (const moment of ['typed', 'left', 'sent'])
      assert.ok(isFromPanel({ type: 'number', moment, country: 'DE', text: '0151' }));
    assert.ok(isToPanel({ type: 'view', view: {}, madeAt: 12.5 }));
    assert.ok(isToPanel({ type: 'monitor', monitor: {}, madeAt: 12.5 }));
    assert.ok(isToPanel({ type: 'early', view: {}, sentAt: 12.5 }));
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
    { type: 'early', view: {}, madeAt: 1 },
    { type: 'early', view: {}, sentAt: '1' },
    { type: 'early', sentAt: 1 },
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

describe('the age of an early view', () => {
  const now = Date.UTC(2026, 10, 28);
  const sentBefore = (ms: number, part: Partial<PanelView> = {}): Omit<EarlyView, 'modules'> => ({
    type: 'early',
    view: { ...emptyView, ...part },
    sentAt: now - ms,
  });
  const code = (validMs: number): Partial<PanelView> => ({
    code: {
      value: 'value',
      label: '',
      validMs,
      cramped: { text: '', action: { intent: 'retry', label: '' } },
    },
  });

  it('is the time since the host sent it', () => {
    assert.equal(earlyAge(sentBefore(300), now), 300);
    assert.equal(earlyAge(sentBefore(300, code(20_000)), now), 300);
  });

  it('is none if the clocks differ by less than a code’s life', () => {
    assert.equal(earlyAge(sentBefore(-2_000, code(20_000)), now), 0);
  });

  for (const [description, view] of [
    ['that is old, or whose host has another clock', sentBefore(5_001)],
    ['whose host’s clock is ahead', sentBefore(-5_001)],
    ['whose code would end before the clocks could be told apart', sentBefore(0, code(9_999))],
  ] as const)
    it(`is unknown for a view ${description}`, () => {
      assert.equal(earlyAge(view, now), undefined);
    });
});
