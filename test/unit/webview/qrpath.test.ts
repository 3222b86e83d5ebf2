import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { encode } from '../../../src/core/code/encode';
import { isReadable, qrPath } from '../../../src/webview/qrpath';
import { qrValue } from '../../gateway/qrvalue';
import { seededRandom } from '../../gateway/clock';
import { documentedCode } from '../samples/documented';

/** Device pixels for each module of the test's picture. */
const scale = 4;

describe('qrPath', () => {
  it('draws the documented sample so that an independent reader finds its 102 characters', () => {
    assert.equal(documentedCode.value.length, 102);
    assert.equal(read(documentedCode.value), documentedCode.value);
  });

  it('draws every known form of value so that an independent reader finds it byte for byte', () => {
    const random = seededRandom(7);
    for (let count = 0; count < 40; count++) {
      const value = qrValue(random);
      assert.equal(read(value), value);
    }
  });

  it('leaves a quiet zone of four modules on every side', () => {
    const { size, path } = qrPath(encode('2@quiet'));
    for (const { x, y, width } of bars(path)) {
      assert.ok(x >= 4 && x + width <= size - 4, `A bar from ${x} to ${x + width} of ${size}`);
      assert.ok(y >= 4 && y + 1 <= size - 4, `A bar in row ${y} of ${size}`);
    }
  });

  it('throws for a text that no QR code can hold', () => {
    assert.throws(() => encode('x'.repeat(2_954)));
  });
});

describe('isReadable', () => {
  it('is true for modules of at least three CSS pixels', () => {
    assert.ok(isReadable(3));
    assert.ok(!isReadable(2.9));
  });
});

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function bars(path: string): Bar[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)].map(([, x, y, width]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
  }));
}

/** What jsQR makes of the path, painted black on white. */
function read(value: string): string | undefined {
  const { size, path } = qrPath(encode(value));
  const edge = size * scale;
  const pixels = new Uint8ClampedArray(edge * edge * 4).fill(255);
  for (const { x, y, width } of bars(path)) {
    for (let row = y * scale; row < (y + 1) * scale; row++) {
      for (let column = x * scale; column < (x + width) * scale; column++) {
        pixels.fill(0, (row * edge + column) * 4, (row * edge + column) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, edge, edge)?.data;
}
