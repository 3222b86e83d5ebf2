import type { PanelView } from '../../../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import { staleHint } from '../../../../../src/core/views/panel/codeview';
import { waitingView, gridCell } from '../../../../../src/core/views/grid/gridview';
import { english } from '../../../fakes/english';

const ref = { gateway: '', instanceId: 'ABCDEFGHIJKL' };
const view: PanelView = {
  ...waitingView(english),
  actions: [
    { intent: 'stop', label: 'Stop pairing' },
    { intent: 'retry', label: 'Try now' },
    { intent: 'showLog', label: 'Show log' },
  ],
  code: {
    value: '2@',
    label: 'QR code',
    validMs: 1,
    cramped: { text: '', action: { intent: 'enlarge', label: '' } },
  },
};

describe('a cell of the grid', () => {
  it('names its instance on screen, in the label of the code and in the announcement', () => {
    const cell = gridCell(view, ref, 3, 'Shop', false, english);
    assert.deepEqual([cell.number, cell.name, cell.more], [3, 'Shop', 'ABCDEFGHIJKL']);
    assert.equal(cell.view.code?.label, 'QR code that links WhatsApp to Shop');
    assert.match(cell.view.announcement.text, /^Shop: /);
    for (const name of [cell.remove, cell.alone]) assert.match(name, /Shop/);
  });

  it('distinguishes instances of the same name on different gateways', () => {
    const others = ['', 'North', 'South'].map(
      (gateway) => gridCell(view, { ...ref, gateway }, 1, 'Shop', false, english).more,
    );
    assert.equal(new Set(others).size, 3);
  });

  it('adds the ID to the name for screen readers if another cell has the same name', () => {
    const cell = gridCell(view, ref, 1, 'Shop', true, english);
    assert.deepEqual([cell.name, cell.fullName], ['Shop', 'Shop · ABCDEFGHIJKL']);
    const spoken = [cell.view.code?.label ?? '', cell.remove, cell.alone, cell.view.announcement.text];
    for (const text of spoken) assert.match(text, /Shop · ABCDEFGHIJKL/);
  });

  it('keeps notes, details and the web page', () => {
    const parts = {
      notes: ['A note'],
      details: ['A detail'],
      site: { href: 'https://web.example/', label: '' },
    };
    const { notes, details, site } = gridCell({ ...view, ...parts }, ref, 1, 'Shop', false, english).view;
    assert.deepEqual({ notes, details, site }, parts);
  });

  it('leaves out the hint about an expired code if there are details', () => {
    const notes = ['Another form.', staleHint(english)];
    const shown = (details: readonly string[]): readonly string[] =>
      gridCell({ ...view, notes, details }, ref, 1, 'Shop', false, english).view.notes;
    assert.deepEqual([shown([]), shown(['A problem.'])], [notes, ['Another form.']]);
  });

  it('uses the ID as the name if there is no label, and shows it once', () => {
    const { name, more } = gridCell(view, ref, 1, undefined, false, english);
    assert.deepEqual([name, more], ['ABCDEFGHIJKL', '']);
  });

  it('has the first button that makes sense in a cell, and the one for the panel', () => {
    const intents = (actions: PanelView['actions']): string[] =>
      gridCell({ ...view, actions }, ref, 1, undefined, false, english).view.actions.map(
        ({ intent }) => intent,
      );
    assert.deepEqual(intents(view.actions), ['retry', 'showPanel']);
    const linked = ['chooseInstance', 'unlink'] as const;
    assert.deepEqual(intents(linked.map((intent) => ({ intent, label: '' }))), ['showPanel']);
  });

  it('keeps the code and its time left', () => {
    const { code } = gridCell(view, ref, 1, 'Shop', false, english).view;
    assert.deepEqual([code?.value, code?.validMs], ['2@', 1]);
  });
});
