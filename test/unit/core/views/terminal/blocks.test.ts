import assert from 'node:assert/strict';
import { encode } from '../../../../../src/core/code/encode';
import { isDark, quietZone } from '../../../../../src/core/code/modules';
import { blocks, blockSize, fittingForm } from '../../../../../src/core/views/terminal/blocks';

const modules = encode('2@qr-code-value');
const edge = modules.size + 2 * quietZone;

/** The cells that a terminal would paint, each with background, foreground and character. */
function painted(line: string): { readonly text: string; readonly back: string; readonly front: string }[] {
  const cells: { text: string; back: string; front: string }[] = [];
  let [back, front] = ['', ''];
  for (const [, kind, color, text] of line
    .replaceAll('\x1b[', '⎋')
    .matchAll(/⎋(?:([34]8);2;([\d;]+)|0)m|([^⎋])/g)) {
    if (kind === '48') back = color ?? '';
    else if (kind === '38') front = color ?? '';
    else if (text !== undefined) cells.push({ text, back, front });
  }
  return cells;
}

const dark = (x: number, y: number): boolean => {
  const [column, row] = [x - quietZone, y - quietZone];
  const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
  return inside && isDark(modules, column, row);
};
const color = (ink: boolean): string => (ink ? '0;0;0' : '255;255;255');

describe('a code in blocks', () => {
  it('paints two cells for each module, without any glyph', () => {
    const rows = blocks(modules, 'full').map(painted);
    assert.equal(rows.length, edge);
    for (const [y, cells] of rows.entries()) {
      assert.equal(cells.length, 2 * edge);
      for (const [x, { text, back }] of cells.entries())
        assert.deepEqual({ text, back }, { text: ' ', back: color(dark(Math.floor(x / 2), y)) });
    }
  });

  it('puts two modules into each cell if there is less room, with a light row at the end', () => {
    const rows = blocks(modules, 'half').map(painted);
    assert.equal(rows.length, Math.ceil(edge / 2));
    for (const [y, cells] of rows.entries()) {
      assert.equal(cells.length, edge);
      for (const [x, cell] of cells.entries())
        assert.deepEqual(cell, {
          text: '▀',
          front: color(dark(x, 2 * y)),
          back: color(dark(x, 2 * y + 1)),
        });
    }
  });

  it('resets all colors at the end of each row', () => {
    for (const form of ['full', 'half'] as const)
      for (const line of blocks(modules, form)) assert.ok(line.endsWith('\x1b[0m'));
  });

  it('uses the largest form that fits, and none if neither does', () => {
    const full = blockSize(modules, 'full');
    const half = blockSize(modules, 'half');
    assert.equal(fittingForm(modules, full), 'full');
    assert.equal(fittingForm(modules, { ...full, columns: full.columns - 1 }), 'half');
    assert.equal(fittingForm(modules, { ...full, rows: full.rows - 1 }), 'half');
    assert.equal(fittingForm(modules, half), 'half');
    assert.equal(fittingForm(modules, { ...half, rows: half.rows - 1 }), undefined);
    assert.equal(fittingForm(modules, { ...half, columns: half.columns - 1 }), undefined);
  });
});
