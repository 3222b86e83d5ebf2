import { everyQrRequest, scenario } from './scenario';
import { retried } from './states';

const expectedText = 'The gateway says: “Disk & fan broken”';
const hiccup = (...texts: readonly string[]) => retried('The gateway reports an error (500)', 10, { texts });

/** The gateway's own words in every form. */
export const messages = [
  { as: 'JSON message', type: 'application/json', body: '{"message":"Disk & fan broken"}' },
  { as: 'JSON error', type: 'application/json', body: '{"error":"Disk & fan broken"}' },
  {
    as: 'JSON error with a message in it',
    type: 'application/json',
    body: '{"error":{"message":"Disk & fan broken"}}',
  },
  {
    as: 'JSON list of messages',
    type: 'application/json',
    body: '{"message":["Disk & fan broken","No power"]}',
    expected: 'The gateway says: “Disk & fan broken; No power”',
  },
  {
    as: 'XML message',
    type: 'application/xml',
    body: '<?xml version="1.0"?><error><message>Disk &amp; fan broken</message></error>',
  },
  {
    as: 'XML message in CDATA',
    type: 'text/xml',
    body: '<r><message><![CDATA[Disk & fan broken]]></message></r>',
  },
  { as: 'plain text', type: 'text/plain', body: 'Disk & fan broken' },
].map(({ as, type, body, expected = expectedText }) =>
  scenario({
    done: `500 with a text as ${as}`,
    faults: everyQrRequest({ status: 500, body, headers: { 'content-type': type } }),
    seen: hiccup(expected),
  }),
);

/** Answers without a text of the gateway. */
export const wordless = [
  { as: 'a page of HTML', type: 'text/html', body: '<h1>Disk & fan broken</h1>' },
  { as: 'an empty body', type: 'text/plain', body: '' },
  { as: 'JSON of other fields', type: 'application/json', body: '{"message":7,"error":null}' },
].map(({ as, type, body }) =>
  scenario({
    done: `500 with ${as}`,
    faults: everyQrRequest({ status: 500, body, headers: { 'content-type': type } }),
    seen: { ...hiccup(), absentTexts: ['The gateway says', 'broken'] },
  }),
);
