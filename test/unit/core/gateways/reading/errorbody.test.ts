import { parseJson } from '../../../../../src/core/text/json';
import assert from 'node:assert/strict';
import type { ErrorBody } from '../../../../../src/core/gateways/reading/errorbody';
import { readErrorBody } from '../../../../../src/core/gateways/reading/errorbody';

const json = 'application/json';
const xml = 'application/xml';
const wrongState = 'Session status is not as expected. Try again later or restart the session';

/** The fields of each body; missing fields are left out. */
const table: readonly (readonly [name: string, type: string, body: string, fields: ErrorBody])[] = [
  [
    'code and message',
    json,
    '{"code":"missing_param","message":"No."}',
    { code: 'missing_param', message: 'No.' },
  ],
  ['a number as code', json, '{"code":404,"message":"No."}', { code: 404, message: 'No.' }],
  [
    'the upstream’s 422',
    json,
    `{"error":"${wrongState}","session":"default","status":"FAILED","expected":["SCAN_QR_CODE"]}`,
    { message: wrongState, status: 'FAILED' },
  ],
  ['several messages', json, '{"statusCode":400,"message":["a","b"]}', { code: 400, message: 'a; b' }],
  ['a nested error', json, '{"error":{"code":"x","message":"No."}}', { code: 'x', message: 'No.' }],
  ['fields of other kinds', json, '{"code":{},"message":7,"error":[],"status":null}', {}],
  ['JSON under another name', 'text/html', '{"message":"No."}', { message: 'No.' }],
  ['a list', json, '[1]', {}],
  ['plain text', 'text/plain', 'Missing parameter', { message: 'Missing parameter' }],
  [
    'XML',
    xml,
    '<?xml version="1.0"?><error><code>missing_param</code><message>a &lt;b&gt; &amp; c</message></error>',
    { code: 'missing_param', message: 'a <b> & c' },
  ],
  [
    'XML with a CDATA section',
    'text/xml',
    '<error><message>\n<![CDATA[<b>No</b>]]></message><status>STOPPED</status></error>',
    { message: '<b>No</b>', status: 'STOPPED' },
  ],
  ['XML by its first line', '', '<?xml version="1.0"?><error>No.</error>', { message: 'No.' }],
  [
    'XML with its own media type',
    'application/problem+xml',
    '<p><message>No.</message></p>',
    { message: 'No.' },
  ],
  ['XML that ends early', xml, '<error><message>No', {}],
  ['a page', 'text/html', '<html><message>No.</message></html>', {}],
  ['nothing', '', '', {}],
];

describe('readErrorBody', () => {
  for (const [name, type, body, fields] of table)
    it(`reads ${name}`, () => {
      const { isFromGateway, ...read } = readErrorBody({ type, body }, parseJson(body));
      const known = Object.entries(read).filter(([, value]) => value !== undefined);
      assert.deepEqual(Object.fromEntries(known), fields);
      // Only JSON and XML can have the form of a gateway’s errors.
      if (isFromGateway) assert.match(body, /^[{<]/);
    });
});
