import fc from 'fast-check';

/** What WhatsApp puts in front of a code since May 2026. */
export const prefix = 'https://wa.me/settings/linked_devices#';

/** Base64 of 32 bytes, as a key of a code is. */
export function key(fill: number): string {
  return Buffer.alloc(32, fill).toString('base64');
}

/** A QR code of today's form: `ref,noise,identity,secret`. */
export const linkingCode = ['2@Zm9v/bar+baz==', key(1), key(2), key(3)].join(',');

const arbitraryKey = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

/** A QR code in any of the forms that a phone accepts. */
export const arbitraryLinkingCode = fc
  .record({
    before: fc.constantFrom('', prefix),
    ref: fc.uint8Array({ minLength: 20, maxLength: 120 }),
    keys: fc.tuple(arbitraryKey, arbitraryKey, arbitraryKey),
    platform: fc.option(fc.constantFrom('1', '2', 'abc'), { nil: undefined }),
  })
  .map(({ before, ref, keys, platform }) => {
    const parts = [`2@${Buffer.from(ref).toString('base64')}`, ...keys, ...(platform ? [platform] : [])];
    return before + parts.join(',');
  });

/** The envelope in which the documented gateway sends a payload. */
export function envelope(payload: unknown): { mimetype: string; data: string } {
  const data = Buffer.from(JSON.stringify(payload)).toString('base64');
  return { mimetype: 'application/json; charset=utf-8', data };
}
