import assert from 'node:assert/strict';
import { missed, comparablePanel } from '../../bench/camera/comparison';
import { moduleFor } from '../../bench/camera/experiment';
import { edgeGray } from '../../bench/camera/picture';
import type { ReaderName } from '../../bench/camera/readers';
import type { RenderingResult } from '../../bench/camera/renderingresult';
import type { Sample } from '../../bench/camera/sweep';
import { firstFailure, shareRead } from '../../bench/camera/sweep';
import { terminalHtml, terminals } from '../../bench/camera/terminal';

function sample(step: number, best: readonly ReaderName[], seed = 1): Sample {
  return { distortion: 'blur', step, seed, reading: { plain: [], best } };
}

function seen(name: string, room: number, samples: readonly Sample[] = []): RenderingResult {
  return { name, isPanel: name === 'ours', room, ratio: 1, samples };
}

describe('the readings', () => {
  it('are a share of all attempts', () => {
    assert.equal(shareRead([sample(1, ['jsQR', 'ZBar', 'ZXing-C++']), sample(2, [])]), 0.5);
    assert.equal(shareRead([sample(1, ['jsQR'])], 'plain'), 0);
    assert.equal(shareRead([]), undefined);
  });

  it('name the first conditions under which no reader reads a photograph', () => {
    const samples = [sample(1, ['jsQR']), sample(2, ['ZBar']), sample(2, [], 2), sample(3, [])];
    assert.equal(firstFailure(samples), 2);
    assert.equal(firstFailure(samples, 'ZBar'), 1);
    assert.equal(firstFailure([sample(1, ['ZBar'])]), undefined);
  });

  it('count as lost where another picture is read under the same conditions and seed, and ours is not', () => {
    const ours = seen('ours', 250, [sample(1, ['jsQR']), sample(2, []), sample(3, [], 2)]);
    const other = seen('other', 256, [sample(1, ['ZBar']), sample(2, ['ZBar']), sample(3, ['ZBar'])]);
    assert.deepEqual(missed(ours, other), [sample(2, ['ZBar'])]);
  });

  it('are compared with the picture that has the most similar space', () => {
    const all = [seen('ours', 200), seen('ours', 260), seen('other', 256)];
    assert.equal(comparablePanel(seen('other', 256), all), all[1]);
  });
});

describe('a drawn module', () => {
  it('is a whole number of screen pixels, or fills the space', () => {
    assert.equal(moduleFor('whole', 256, 2)(65), 3.5);
    assert.equal(moduleFor('whole', 10, 1)(65), 1);
    assert.equal(moduleFor('fractional', 260, 1)(65), 4);
  });
});

describe('a picture', () => {
  it('is extended with the most frequent color of its edge', () => {
    const pixels = new Uint8Array([7, 7, 7, 7, 200, 7, 9, 9, 7]);
    assert.equal(edgeGray({ width: 3, height: 3, pixels }), 7);
  });
});

describe('a terminal', () => {
  it('colors what is between escape sequences, and leaves the rest of the line as it is', () => {
    const html = terminalHtml('\x1b[47m\x1b[30m▄\n\x1b[0m▀', terminals.dark);
    assert.equal(
      html,
      '<span style="color:#000000;background:#e5e5e5">▄</span>\n<span style="color:;background:">▀</span>',
    );
  });

  it('rejects escape sequences that it doesn’t know', () => {
    assert.throws(() => terminalHtml('\x1b[31mred', terminals.dark), /31/);
  });
});
