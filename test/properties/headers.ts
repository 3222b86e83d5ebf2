import fc from 'fast-check';
import { epoch } from '../unit/fakes/machine';
import { marker } from './hostile';

const types = [
  'application/json',
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'text/plain',
  'text/html; charset=latin1',
  'application/xml',
  'text/xml',
  'application/problem+json',
  'image/png',
  `${marker}; charset=${marker}`,
  'text/' + 'x'.repeat(100),
  '',
  ';;',
];

const locations = [
  '/v2/elsewhere',
  '?again',
  'https://gateway.example:444/',
  'https://evil.example/x',
  '//evil.example',
  'javascript:alert(1)',
  'https://',
  `https://evil.example/${marker}`,
  '',
];

const arbitraryDate = fc.oneof(
  fc.integer({ min: -7_200_000, max: 7_200_000 }).map((ms) => new Date(epoch + ms).toUTCString()),
  fc.constantFrom(
    '',
    'soon',
    '0',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    '9999-12-31T23:59:59Z',
    'Fri, 31 Feb 2026 25:61:61 GMT',
    marker,
  ),
);

/** Headers with any content, including the token. */
export function arbitraryHeaders(token: string): fc.Arbitrary<Readonly<Record<string, string>>> {
  return fc
    .record(
      {
        'content-type': fc.constantFrom(...types, `text/${token}`),
        date: arbitraryDate,
        'retry-after': fc.oneof(
          fc.constantFrom('0', '30', '-5', '1.5', '1e3', ' 7 ', '9'.repeat(400), marker),
          fc.nat(100_000).map(String),
          arbitraryDate,
        ),
        location: fc.constantFrom(...locations),
      },
      { requiredKeys: [] },
    )
    .map((headers): Readonly<Record<string, string>> => ({ ...headers }));
}
