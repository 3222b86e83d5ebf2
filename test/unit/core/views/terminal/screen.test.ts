import assert from 'node:assert/strict';
import { stripVTControlCharacters as bare } from 'node:util';
import fc from 'fast-check';
import { panelView } from '../../../../../src/core/views/panel/panelview';
import { encode } from '../../../../../src/core/code/encode';
import { keysFor } from '../../../../../src/core/views/terminal/keys';
import { hasRoom, screen } from '../../../../../src/core/views/terminal/screen';
import type { Size } from '../../../../../src/core/views/terminal/blocks';
import { cellsOf } from '../../../../../src/core/views/terminal/wrap';
import { english } from '../../../fakes/english';
import { live } from '../../../samples/life';
import { arbitraryLife } from '../../../samples/arbitraries';
import { code, now, pairing, phases } from '../../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const modules = encode(code.value);
const hints = { full: ['Hint for full.'], half: ['Hint for half.'] };

function drawn(size: Size, passed = 0, shown = true): readonly string[] {
  const view = panelView(pairing(phases.scannable), target, now, english);
  const keys = keysFor(view, { revealed: true, cramped: false, sentences: false }, english);
  return screen({ view, passed, modules: shown ? modules : undefined, size, keys, hints }, english);
}

describe('the screen of the terminal', () => {
  it('puts the text beside the code if there is room', () => {
    const rows = drawn({ columns: 120, rows: 40 });
    const text = rows.map((row) => bare(row)).join('\n');
    assert.match(text, /Scan this code with the phone/);
    assert.match(text, /1\. Open WhatsApp › Linked devices › Link a device/);
    assert.match(text, /Expires in 0:20/);
    assert.match(text, /\[Ctrl\+C\] Stop pairing {2}\[c\] Copy QR code value/);
    assert.match(text, /Hint for full/);
  });

  it('puts the time and the keys below the code if there is no room beside it', () => {
    const narrow = drawn({ columns: 34, rows: 36 }).map((row) => bare(row));
    assert.ok(hasRoom(modules, { columns: 34, rows: 36 }));
    assert.match(narrow.join('\n'), /▀[^]*Expires in 0:20[^]*\[q\] Close/);
  });

  it('draws no code and says how much room is needed if the code doesn’t fit', () => {
    const rows = drawn({ columns: 60, rows: 12 }).map((row) => bare(row));
    assert.doesNotMatch(rows.join('\n'), /▀/);
    assert.match(rows.join(' '), /needs \d+ columns and \d+ rows, and the terminal has 60 and 12/);
    assert.doesNotMatch(rows.join(' '), /Open WhatsApp/);
  });

  it('says that a code has expired meanwhile, and no longer shows a time', () => {
    const text = drawn({ columns: 120, rows: 40 }, 20_000, false)
      .map((row) => bare(row))
      .join('\n');
    assert.match(text, /This code has expired/);
    assert.doesNotMatch(text, /Expires in|▀/);
  });

  it('always fits into the terminal, in every state of a pairing', () => {
    const sizes = fc.record({
      columns: fc.integer({ min: 4, max: 200 }),
      rows: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(arbitraryLife, sizes, (events, size) => {
        const view = panelView(live(events), target, now, english);
        const shown = view.code && encode(view.code.value);
        const keys = keysFor(view, { revealed: true, cramped: false, sentences: false }, english);
        const rows = screen({ view, passed: 0, modules: shown, size, keys, hints }, english);
        assert.ok(rows.length <= size.rows, `${rows.length} rows of ${size.rows}`);
        for (const row of rows) assert.ok(cellsOf(bare(row)) <= size.columns, bare(row));
      }),
    );
  });
});
