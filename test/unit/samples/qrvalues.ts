import fc from 'fast-check';

/** The prefix of QR values since May 2026. */
export const prefix = 'https://wa.me/settings/linked_devices#';

/** Base64 of 32 bytes, like a key in a QR value. */
export function key(fill: number): string {
  return Buffer.alloc(32, fill).toString('base64');
}

/** A QR value in the current form: `ref,noise,identity,secret`. */
export const qrValue = ['2@Zm9v/bar+baz==', key(1), key(2), key(3)].join(',');

const arbitraryKey = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

/** A QR value in any form that a phone accepts. */
export const arbitraryQrValue = fc
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

/** The envelope around a payload of the documented gateway. */
export function envelope(payload: unknown): { mimetype: string; data: string } {
  const data = Buffer.from(JSON.stringify(payload)).toString('base64');
  return { mimetype: 'application/json; charset=utf-8', data };
}
