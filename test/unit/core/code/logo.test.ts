import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import type { LogoProblem } from '../../../../src/core/code/logo';
import { explainLogo, isLocalPath, maxLogoBytes, readLogo } from '../../../../src/core/code/logo';
import { english } from '../../fakes/english';

const png = PNG.sync.write(new PNG({ width: 8, height: 4 }));
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';

describe('readLogo', () => {
  it('returns a PNG and an SVG unchanged', () => {
    assert.deepEqual(readLogo(png), { ok: true, uri: `data:image/png;base64,${png.toString('base64')}` });
    const uri = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    assert.deepEqual(readLogo(Buffer.from(svg)), { ok: true, uri });
  });

  for (const before of ['\ufeff', '<?xml version="1.0"?>\n', '<!-- made by hand -->', '<!DOCTYPE svg>\n']) {
    it(`recognizes an SVG after ${JSON.stringify(before)}`, () => {
      assert.ok(readLogo(Buffer.from(before + svg)).ok);
    });
  }

  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(100_000, 16);
  const empty = Buffer.from(png);
  empty.writeUInt32BE(0, 20);
  const refused: readonly (readonly [what: string, bytes: Uint8Array, problem: LogoProblem])[] = [
    ['nothing', Buffer.alloc(0), 'form'],
    ['a web page', Buffer.from('<html><svg></svg></html>'), 'form'],
    ['another picture', Buffer.from('GIF89a'), 'form'],
    ['an SVG that isn’t text', Buffer.concat([Buffer.from(svg), Buffer.from([0xff])]), 'form'],
    ['an SVG with entities', Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg}`), 'form'],
    ['a PNG that unpacks to gigabytes', bomb, 'dimensions'],
    ['a PNG without pixels', empty, 'dimensions'],
    ['a PNG that ends within its header', png.subarray(0, 20), 'dimensions'],
    ['a large SVG', Buffer.from(svg.padEnd(maxLogoBytes + 1)), 'tooLarge'],
  ];
  for (const [what, bytes, problem] of refused) {
    it(`refuses ${what}, and says why`, () => {
      assert.deepEqual(readLogo(bytes), { ok: false, problem });
      assert.match(explainLogo(problem, english), /^[A-Z][^{}]*\.$/);
    });
  }

  it('accepts only these two formats, for any bytes', () => {
    const start = fc.constantFrom<Uint8Array>(png.subarray(0, 16), Buffer.from('<svg '), new Uint8Array());
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 64 }), (head, tail) => {
        const read = readLogo(Buffer.concat([head, tail]));
        if (read.ok) assert.match(read.uri, /^data:image\/(png|svg\+xml);base64,[A-Za-z0-9+/]+=*$/);
      }),
    );
  });
});

describe('isLocalPath', () => {
  it('accepts a path on this machine', () => {
    for (const path of ['logo.png', 'art/logo.svg', '/home/me/logo.png', 'C:\\art\\logo.png', '../a:b.png'])
      assert.ok(isLocalPath(path), path);
  });

  it('refuses a server and a URL', () => {
    const servers = [
      '\\\\server\\share\\l.png',
      '//server/l.png',
      '\\/server/l.png',
      '\\\\?\\UNC\\server\\l.png',
    ];
    for (const path of [...servers, 'https://x.test/l.png', 'file:///l.png', 'data:image/png,x', 'a\0b'])
      assert.ok(!isLocalPath(path), path);
  });
});
