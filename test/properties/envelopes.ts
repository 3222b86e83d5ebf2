import fc from 'fast-check';
import type { CodeForm } from '../gateway/codeanswer';
import { codeAnswer } from '../gateway/codeanswer';
import { sessionStatuses } from '../gateway/session';
import { epoch } from '../unit/fakes/machine';
import { documentedBody } from '../unit/samples/documented';
import { arbitraryQrValue } from '../unit/samples/qrvalues';
import { arbitraryHostile } from './hostile';

/** Machine codes that a client may know, and names with a special meaning in JavaScript. */
const machineCodes = [
  'missing_param',
  'invalid_access_token',
  'quota_reached',
  'invalid_instance',
  'wawp_upstream_error',
  'toString',
  '__proto__',
];

const arbitraryForm: fc.Arbitrary<CodeForm> = fc.record({
  expiry: fc.constantFrom('ms', 's', 'iso', 'string', 'absent'),
  base64: fc.constantFrom('standard', 'urlSafe', 'unpadded', 'wrapped'),
  data: fc.constantFrom('base64', 'object', 'text', 'value', 'qr', 'code'),
});

/** An object as JSON; any of its fields may be missing. */
function json(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<string> {
  return fc.record(fields, { requiredKeys: [] }).map((body) => JSON.stringify(body));
}

/** Bodies in every known envelope of this gateway and similar ones, with any content. */
export function arbitraryEnvelope(token: string): fc.Arbitrary<string> {
  const hostile = arbitraryHostile(token);
  const value = fc.oneof(arbitraryQrValue, arbitraryQrValue, hostile);
  const until = fc.integer({ min: -400_000, max: 400_000 }).map((ms) => epoch + ms);
  const code = fc.oneof(fc.constantFrom(...machineCodes), fc.integer({ min: 100, max: 700 }), hostile);
  const status = fc.oneof(fc.constantFrom(...sessionStatuses), hostile);
  const base64 = hostile.map((text) => Buffer.from(text).toString('base64'));
  const id = fc.oneof(fc.constant('201012345678@c.us'), hostile);
  const me = fc.option(fc.record({ id, pushName: fc.option(hostile) }));
  const mimetype = fc.oneof(fc.constantFrom('image/png', 'application/json'), hostile);
  return fc.oneof(
    {
      weight: 15,
      arbitrary: fc
        .tuple(value, until, arbitraryForm)
        .map(([text, at, form]) => codeAnswer({ value: text, until: at }, form).body),
    },
    value,
    fc.constant(documentedBody),
    json({ error: hostile, session: hostile, status, expected: fc.constant(['SCAN_QR_CODE']) }),
    json({ name: hostile, status, config: fc.constant({}), me }),
    json({ code, message: hostile, data: fc.constantFrom(null, '', undefined) }),
    json({ code, message: fc.array(hostile, { maxLength: 5 }) }),
    json({ error: fc.record({ code, message: hostile }) }),
    json({ mimetype, data: base64 }),
    fc
      .tuple(code, hostile, status)
      .map(
        ([word, message, state]) =>
          `<?xml version="1.0"?><error><code>${word}</code><message>${message}</message><status>${state}</status></error>`,
      ),
    hostile.map((text) => `<!doctype html><title>${text}</title><p>${text}`),
    hostile.map((text) => JSON.stringify({ qr: `data:image/png;base64,${text}` })),
  );
}
