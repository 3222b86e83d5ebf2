import assert from 'node:assert/strict';
import { plateOf, plateShare } from '../../../../src/webview/style/logoplate';

/** Modules from the edge of a code that the patterns in its corners take. */
const corner = 9;
const border = 4;

describe('the plate of a logo', () => {
  it('is small, on whole modules, in the middle, and clear of the corners of every code', () => {
    for (let version = 1; version <= 40; version++) {
      const modules = 17 + 4 * version;
      const { at, edge } = plateOf(modules + 2 * border, border);
      const where = `${edge} at ${at} of ${modules}`;
      assert.ok(Number.isInteger(at) && edge % 2 === 1 && edge >= 3, where);
      assert.ok(edge ** 2 <= plateShare * modules ** 2, where);
      assert.equal(at + edge, modules + 2 * border - at, where);
      assert.ok(at - border >= corner, where);
    }
  });

  it('covers no alignment pattern of today’s codes', () => {
    // At level H: 73 to 93 modules. Source: ISO/IEC 18004, table E.1.
    const rows = [
      [26, 46, 66],
      [26, 48, 70],
      [26, 50, 74],
      [30, 54, 78],
      [30, 56, 82],
      [30, 58, 86],
    ];
    for (const [index, centres] of rows.entries()) {
      const { at, edge } = plateOf(73 + 4 * index + 2 * border, border);
      const [from, to] = [at - border, at - border + edge - 1];
      for (const centre of centres)
        assert.ok(centre + 2 < from || centre - 2 > to, `${centre} in ${from}–${to}`);
    }
  });
});
