import assert from 'node:assert/strict';
import { median, ratio, spread, spreadText } from '../../bench/opening/figures';
import { emptyPanelExtension, emptyPanelCommand } from '../../bench/opening/emptypanel';
import { keybindings, maxBindings, shortcut } from '../../bench/opening/keys';
import { sectionOf } from '../../bench/opening/opening';
import { hostOwner, timeByOwner, windowOwner } from '../../bench/opening/profile';

describe('the figures of opening a panel', () => {
  it('has the median and the quartiles of an odd and an even number of figures, in any order', () => {
    assert.deepEqual(spread([5, 1, 4, 2, 3]), { low: 2, median: 3, high: 4 });
    assert.deepEqual(spread([4, 1, 3, 2]), { low: 1.75, median: 2.5, high: 3.25 });
    assert.equal(median([7]), 7);
  });

  it('sorts by size, not by digits', () => {
    assert.equal(median([100, 9, 20]), 20);
  });

  it('has none without figures', () => {
    assert.throws(() => spread([]));
  });

  it('compares with the larger of empty panel and request', () => {
    assert.equal(ratio(220, 200, 100), 1.1);
    assert.equal(ratio(330, 200, 300), 1.1);
  });

  it('is shown with its quartiles', () => {
    assert.equal(spreadText({ low: 1.4, median: 2, high: 2.6 }), '2 (1–3)');
    assert.equal(spreadText({ low: 1.44, median: 2, high: 2.6 }, 1), '2.0 (1.4–2.6)');
  });

  it('makes the rows of the table', () => {
    const one = {
      state: 'warm',
      delay: 300,
      pairWhatsApp: [330],
      request: [9],
      document: [120],
      read: { tried: 1, found: 1 },
    } as const;
    const measurements = [
      {
        ...one,
        pairWhatsApp: [...one.pairWhatsApp],
        request: [...one.request],
        document: [...one.document],
      },
    ];
    const section = sectionOf(
      { measurements, emptyPanel: { cold: [], warm: [200] }, bareRequest: new Map([[300, [300]]]) },
      1,
      '1.0',
    );
    const row = ['warm, 300 ms', '330 (330–330)', '200 (200–200)', '300 (300–300)', '1.10', '500'];
    assert.deepEqual(section.tables[0]?.rows, [row]);
    const stages = ['warm, 300 ms', '9 (9–9)', '120 (120–120)', '21 (21–21)'];
    assert.deepEqual(section.tables[1]?.rows, [stages]);
    assert.match(section.paragraphs.join(' '), /in 1 of 1 screenshots/);
  });
});

describe('the keys that open a panel', () => {
  it('are the ones that are pressed', () => {
    const list = JSON.parse(
      keybindings([{ command: emptyPanelCommand }, { command: 'b', args: 'X' }]),
    ) as unknown;
    assert.deepEqual(list, [
      { key: 'ctrl+alt+a', command: emptyPanelCommand },
      { key: 'ctrl+alt+b', command: 'b', args: 'X' },
    ]);
    assert.equal(shortcut(0), 'Control+Alt+KeyA');
    assert.equal(shortcut(maxBindings - 1), 'Control+Alt+Digit9');
    assert.throws(() => shortcut(maxBindings));
  });

  it('run the command of the comparison extension', () => {
    assert.ok(emptyPanelExtension.source.includes(`registerCommand('${emptyPanelCommand}'`));
  });
});

describe('the CPU time of a profile', () => {
  const frame = (functionName: string, url = '', lineNumber = 0) => ({ functionName, url, lineNumber });
  const own = 'file:///ext/pair-whatsapp.pair-whatsapp-0.1.0/dist/extension.mjs';

  it('counts for the nearest caller that has an owner, until the next sample', () => {
    const profile = {
      nodes: [
        { id: 1, callFrame: frame('(root)'), children: [2, 4] },
        { id: 2, callFrame: frame('pair', own), children: [3] },
        { id: 3, callFrame: frame('open', 'node:fs/promises') },
        { id: 4, callFrame: frame('onStreamRead', 'node:internal/stream_base_commons') },
      ],
      samples: [2, 3, 4, 1],
      timeDeltas: [0, 1_000, 2_000, 4_000],
    };
    assert.deepEqual(
      [...timeByOwner(profile, hostOwner)],
      [
        ['the extension', 3],
        ['Node itself', 4],
      ],
    );
  });

  it('tells the panel’s page from the editor, the browser and the bench', () => {
    assert.equal(windowOwner(frame('show', '', 3)), 'the panel’s page');
    assert.equal(windowOwner(frame('querySelector', '', -1)), undefined);
    assert.equal(windowOwner(frame('look', 'bench-watch.js', 3)), 'others');
    assert.equal(windowOwner(frame('fire', 'http://127.0.0.1/workbench.js')), 'the editor');
    assert.equal(windowOwner(frame('(program)', '', -1)), 'the browser itself');
    assert.equal(windowOwner(frame('(idle)', '', -1)), 'others');
    assert.equal(hostOwner(frame('fetch', 'file:///code/extensionHostProcess.js')), 'the editor');
    assert.equal(hostOwner(frame('(garbage collector)', '', -1)), 'garbage collection');
  });
});
