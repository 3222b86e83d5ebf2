import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromFor, parseEndpoint } from '../../../../src/core/gateways/endpoint';

describe('parseEndpoint', () => {
  for (const [text, base, origin] of [
    ['https://api.wawp.net', 'https://api.wawp.net', 'https://api.wawp.net'],
    [' https://api.wawp.net/ ', 'https://api.wawp.net', 'https://api.wawp.net'],
    ['HTTPS://API.Wawp.net:443/v1//', 'https://api.wawp.net/v1', 'https://api.wawp.net'],
    ['https://example.org:8443/a/b/', 'https://example.org:8443/a/b', 'https://example.org:8443'],
    ['http://localhost:3000', 'http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.9.9.9', 'http://127.9.9.9', 'http://127.9.9.9'],
    ['http://[::1]:80/', 'http://[::1]', 'http://[::1]'],
    // Spellings of loopback that the URL standard normalizes.
    ['http://2130706433:3000', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://0x7f.1', 'http://127.0.0.1', 'http://127.0.0.1'],
    ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]', 'http://[::1]'],
    ['https://[2001:DB8::1]:8443/v1', 'https://[2001:db8::1]:8443/v1', 'https://[2001:db8::1]:8443'],
    ['https://example.org:1', 'https://example.org:1', 'https://example.org:1'],
    ['https://example.org:65535/', 'https://example.org:65535', 'https://example.org:65535'],
    ['https://example.org/a/../b/./c', 'https://example.org/b/c', 'https://example.org'],
    // A name with other characters than ASCII is stored and shown in a form that can't be confused with another name.
    ['https://gäteway.example', 'https://xn--gteway-bua.example', 'https://xn--gteway-bua.example'],
    ['https://аpi.wawp.net', 'https://xn--pi-6kc.wawp.net', 'https://xn--pi-6kc.wawp.net'],
    ['https://api。wawp。net', 'https://api.wawp.net', 'https://api.wawp.net'],
  ] as const) {
    it(`reads "${text}" as ${base}`, () => {
      assert.deepEqual(parseEndpoint(text), { ok: true, endpoint: { base, origin } });
    });
  }

  for (const [text, problem] of [
    ['', 'notUrl'],
    ['api.wawp.net', 'notUrl'],
    ['https://', 'notUrl'],
    ['https://api.wawp.net/a b', 'notUrl'],
    ['https://api.\nwawp.net', 'notUrl'],
    ['https:\\\\api.wawp.net', 'notUrl'],
    ['https://[1', 'notUrl'],
    [undefined, 'notUrl'],
    [7, 'notUrl'],
    ['ftp://api.wawp.net', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['http://api.wawp.net', 'insecure'],
    ['http://localhost.example.org', 'insecure'],
    ['http://127.0.0.1.example.org', 'insecure'],
    ['http://0.0.0.0', 'insecure'],
    ['http://10.0.0.1', 'insecure'],
    ['http://localhost.', 'insecure'],
    ['http://[::]', 'insecure'],
    ['http://[::ffff:127.0.0.1]', 'insecure'],
    ['http://[fe80::1]', 'insecure'],
    ['ws://localhost:3000', 'scheme'],
    ['https://example.org:65536', 'notUrl'],
    ['https://example.org:port', 'notUrl'],
    ['https://exa%00mple.org', 'notUrl'],
    ['https://api.wawp.net\u0000', 'notUrl'],
    ['https://api.wawp.net\\@evil.example', 'notUrl'],
    ['https://:@api.wawp.net#', 'fragment'],
    ['https://me@api.wawp.net', 'credentials'],
    ['https://me:secret@api.wawp.net', 'credentials'],
    ['https://api.wawp.net@evil.example', 'credentials'],
    ['https://api.wawp.net?', 'query'],
    ['https://api.wawp.net?token=1', 'query'],
    ['https://api.wawp.net#', 'fragment'],
    ['https://api.wawp.net/#/v2', 'fragment'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}: ${problem}`, () => {
      assert.deepEqual(parseEndpoint(text), { ok: false, problem });
    });
  }

  it('accepts any text only if it is secure and has nothing but a path', () => {
    const anyUrl = fc.webUrl({ withFragments: true, withQueryParameters: true });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), anyUrl), (text) => {
        const parsed = parseEndpoint(text);
        if (!parsed.ok) return;
        const { base, origin } = parsed.endpoint;
        const url = new URL(`${base}/v2/auth/qr`);
        assert.equal(url.origin, origin);
        assert.equal(url.href, `${base}/v2/auth/qr`);
        assert.match(origin, /^(https:|http:\/\/(localhost|127\.|\[::1\]))/);
        assert.equal(url.username + url.password + url.search + url.hash, '');
        assert.deepEqual(parseEndpoint(base), parsed);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the machine that an endpoint means', () => {
  for (const [origin, depends] of [
    ['http://localhost:3000', true],
    ['http://127.0.0.1', true],
    ['https://[::1]:8443', true],
    ['https://gateway.example', false],
    ['https://localhost.example', false],
  ] as const)
    it(`${depends ? 'depends on who sends the request' : 'is always the same'} for ${origin}`, () => {
      assert.equal(fromFor({ origin }, 'remote'), depends ? 'remote' : undefined);
      assert.equal(fromFor({ origin }, undefined), undefined);
    });
});
