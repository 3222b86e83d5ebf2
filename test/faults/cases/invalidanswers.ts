import type { Fault } from '../../gateway/fault';
import { everyQrRequest, scenario } from './scenario';
import { ended, noCodeYet, unreadableAnswer } from './states';

const json = 'application/json; charset=utf-8';
const envelope = (data: unknown): { mimetype: string; data: unknown } => ({ mimetype: json, data });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const text = (body: string, type: string, more: Fault = {}): Fault => ({
  body,
  headers: { 'content-type': type },
  ...more,
});

const empty: readonly (readonly [string, unknown])[] = [
  ['an empty value', envelope(base64({ value: '', expiry: 0 }))],
  ['no value', envelope(base64({ expiry: 0 }))],
  ['a value that is null', envelope(base64({ value: null }))],
  ['data that is null', envelope(null)],
  ['empty data', envelope('')],
];

/** An answer, and what the panel says about its type and size. */
const notUnderstood: readonly (readonly [string, Fault, string])[] = [
  ['200 with an image', text('\u0089PNG\r\n', 'image/png'), 'image/png'],
  [
    '200 with an envelope around an image',
    { body: { mimetype: 'image/png', data: base64('PNG') } },
    'application/json',
  ],
  [
    '200 with a data: URL as value',
    { body: envelope(base64({ value: 'data:image/png;base64,AAAA' })) },
    'application/json',
  ],
  ['200 with a page of HTML', text('<html>Sign in</html>', 'text/html'), 'text/html, 20 B'],
  ['200 with a body over 256 KiB', { body: envelope('QQ=='), size: 300_000 }, 'application/json, > '],
  [
    '200 with Base64 that was cut',
    { body: envelope(base64({ value: '2@abc', expiry: 1 }).slice(0, -3)) },
    'application/json',
  ],
  [
    '200 with Base64 of something else',
    { body: envelope(Buffer.from([255, 254, 0]).toString('base64')) },
    'application/json',
  ],
  ['200 with JSON that was cut', text('{"mimetype":"application/json","da', json), 'application/json, 34 B'],
  ['200 with a list', { body: [1, 2] }, 'application/json, 5 B'],
  ['200 with an object without known fields', { body: { hello: 'world' } }, 'application/json'],
  ['200 with a value that is a number', { body: envelope({ value: 7 }) }, 'application/json'],
  ['200 with an empty body', text('', json), 'application/json, 0 B'],
  ['204', { status: 204, body: '' }, '(HTTP 204)'],
  ['304 without a condition', { status: 304 }, '(HTTP 304)'],
];

/** Successful answers without a code. */
export const invalidAnswers = [
  ...empty.map(([what, body]) =>
    scenario({ done: `200 with ${what}`, faults: everyQrRequest({ body }), seen: noCodeYet(undefined) }),
  ),
  ...notUnderstood.map(([done, fault, size]) =>
    scenario({
      done,
      faults: everyQrRequest(fault),
      seen: { ...unreadableAnswer(size), absentTexts: ['Sign in', 'hello'] },
    }),
  ),
  scenario({
    done: '200 with a value of 3,000 bytes',
    faults: everyQrRequest({ body: envelope(base64({ value: 'x'.repeat(3_000) })) }),
    seen: ended('The code is too long', 'Code too long', ['Try again', 'Show log']),
    ends: true,
  }),
];
