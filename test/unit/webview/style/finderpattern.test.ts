import assert from 'node:assert/strict';
import type { Gray } from '../../../../src/webview/style/finderpattern';
import { hasFinder } from '../../../../src/webview/style/finderpattern';

/** A dark square in a light one in a dark one, `unit` pixels for each module, in a light picture. */
function square(unit: number, parts: readonly number[]): Gray {
  const at = (x: number, y: number): number => {
    const inside = Math.max(Math.abs(x - 100), Math.abs(y - 100)) / unit;
    return parts.filter((part) => inside < part).length % 2 === 1 ? 20 : 230;
  };
  return { edge: 200, at };
}

describe('hasFinder', () => {
  it('finds the pattern in a code’s corners at every size that a camera sees', () => {
    for (const unit of [5, 10, 25]) assert.ok(hasFinder(square(unit, [3.5, 2.5, 1.5])), `${unit}`);
  });

  it('finds none in a plain square, a frame, other rings or an empty picture', () => {
    for (const parts of [[3.5], [3.5, 2.5], [3.5, 1.5, 0.5], []])
      assert.ok(!hasFinder(square(10, parts)), parts.join());
  });
});
