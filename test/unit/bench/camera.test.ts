import assert from 'node:assert/strict';
import sharp from 'sharp';
import { pyramidOf, photograph } from '../../bench/camera/camera';
import { baseline } from '../../bench/camera/conditions';
import { drawCode } from '../../bench/camera/drawcode';
import { inverse, mapPoint, projection } from '../../bench/camera/homography';
import { blur } from '../../bench/camera/blur';
import { grayFor, lightFor } from '../../bench/camera/light';
import { normalNoise } from '../../bench/camera/noise';
import { readAll, readerNames } from '../../bench/camera/readers';
import { seededRandom } from '../../gateway/clock';
import { qrValue } from '../../gateway/qrvalue';

const straight = { distance: 300, tilt: 0, tiltAxis: 0, rotation: 0 };
const text = qrValue(seededRandom(6), { parts: 5, prefix: true });

function near([x, y]: readonly [number, number], wanted: readonly [number, number]): void {
  assert.ok(Math.hypot(x - wanted[0], y - wanted[1]) < 1e-9, `${x}, ${y} is not ${wanted.join(', ')}`);
}

describe('the camera’s view of the screen', () => {
  it('maps the corners of a frontal screen by focal length over distance', () => {
    const map = projection(straight, 1_000);
    near(mapPoint(map, 30, 60), [100, 200]);
    near(mapPoint(map, -30, 60), [-100, 200]);
    near(mapPoint(map, -30, -60), [-100, -200]);
  });

  it('makes the far edge of a tilted screen shorter than the near one', () => {
    // About the horizontal axis by 60°: the lower edge goes away from the camera, half as low as it was.
    const map = projection({ ...straight, tilt: 60 }, 1_000);
    const depth = 300 + 100 * Math.sin(Math.PI / 3);
    near(mapPoint(map, 100, 100), [(1_000 * 100) / depth, (1_000 * 50) / depth]);
    assert.ok(mapPoint(map, 100, -100)[0] > mapPoint(map, 100, 100)[0]);
  });

  it('turns the screen by 90°, and not at all by 0°', () => {
    near(mapPoint(projection({ ...straight, rotation: 90 }, 300), 1, 0), [0, 1]);
    near(mapPoint(projection({ ...straight, rotation: 0 }, 300), 7, -3), [7, -3]);
  });

  it('is reversed by its inverse', () => {
    const map = projection({ distance: 250, tilt: 40, tiltAxis: 70, rotation: 12 }, 900);
    const [x, y] = mapPoint(map, 12, -34);
    near(mapPoint(inverse(map), x, y), [12, -34]);
  });
});

describe('light', () => {
  it('survives the conversion of every gray value to light and back', () => {
    for (let gray = 0; gray < 256; gray++) assert.ok(Math.abs(grayFor(lightFor(gray)) - gray) < 1);
  });

  it('stays the same in total after a blur', () => {
    const pixels = new Float32Array(41 * 41);
    pixels[20 * 41 + 20] = 1;
    const { pixels: spread } = blur({ width: 41, height: 41, pixels }, 2);
    const sum = spread.reduce((total, each) => total + each, 0);
    assert.ok(Math.abs(sum - 1) < 1e-4);
    // The middle of a two-dimensional bell of that width.
    assert.ok(Math.abs((spread[20 * 41 + 20] ?? 0) - 1 / (2 * Math.PI * 4)) < 1e-3);
  });
});

describe('noise', () => {
  it('is the same for the same seed, and differs for another', () => {
    const some = (seed: number): number[] => Array.from({ length: 50 }, normalNoise(seededRandom(seed)));
    assert.deepEqual(some(1), some(1));
    assert.notDeepEqual(some(1), some(2));
  });

  it('has a standard deviation of 1 and a mean of 0', () => {
    const values = Array.from({ length: 50_000 }, normalNoise(seededRandom(3)));
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
    assert.ok(Math.abs(mean) < 0.03, `mean ${mean}`);
    assert.ok(Math.abs(variance - 1) < 0.05, `variance ${variance}`);
  });
});

describe('a photograph', function () {
  // The readers share the machine with whatever else runs.
  this.timeout(30_000);

  const drawing = { text, level: 'L', border: 4, module: () => 5, ratio: 1, surround: 31 } as const;

  it('that is held still can be read by all readers, and is the same for the same seed', async () => {
    const picture = await drawCode(drawing);
    const levels = pyramidOf(picture);
    const photo = await photograph(picture, levels, baseline, 1);
    assert.deepEqual((await readAll(photo, text, false)).plain, readerNames);
    assert.deepEqual(await photograph(picture, levels, baseline, 1), photo);
    assert.notDeepEqual(await photograph(picture, levels, baseline, 2), photo);
  });

  it('counts as unread if it is too blurred or has another text', async () => {
    const picture = await drawCode(drawing);
    const levels = pyramidOf(picture);
    const hopeless = await photograph(picture, levels, { ...baseline, blur: 8 }, 1);
    assert.deepEqual((await readAll(hopeless, text, true)).best, []);
    const fine = await photograph(picture, levels, baseline, 1);
    assert.deepEqual((await readAll(fine, `${text}!`, false)).best, []);
  });

  it('has an edge where the code has one', async () => {
    const picture = await drawCode(drawing);
    const still = { ...baseline, tilt: 0, rotation: 0, noise: 0, blur: 0, contrast: 1, jpeg: 100 };
    const { pixels, width } = await photograph(picture, pyramidOf(picture), still, 1);
    const dark = Array.from(pixels.subarray(360 * width, 361 * width)).filter((gray) => gray < 60).length;
    // All of the row but the card: 65 modules of 5 px at 96 px an inch, at 30 cm.
    const card = (65 * 5 * 25.4 * 1_000) / 96 / 300;
    assert.ok(dark > 720 - card && dark < 720, `${dark} dark pixels`);
    const left = pixels.subarray(360 * width, 361 * width).findIndex((gray) => gray > 200);
    assert.ok(Math.abs(left - (360 - card / 2)) <= 2, `the card begins at ${left}`);
  });

  it('has fewer bytes for a lower JPEG quality', async () => {
    const picture = await drawCode(drawing);
    const levels = pyramidOf(picture);
    const detail = async (jpeg: number): Promise<number> => {
      const { pixels, width, height } = await photograph(picture, levels, { ...baseline, jpeg }, 1);
      return (
        await sharp(pixels, { raw: { width, height, channels: 1 } })
          .png()
          .toBuffer()
      ).length;
    };
    assert.ok((await detail(5)) < (await detail(90)) / 2);
  });
});
