import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connection';
import { readTest } from '../../../src/core/connectiontest';
import type { Answer } from '../../../src/core/gateway';
import { english } from '../fakes/english';

const origin = 'https://gateway.example';
const acme: Connection = {
  ...{ name: 'acme', kind: 'wawp', credentials: 'body' },
  endpoint: { base: origin, origin },
};
const shop = { instanceId: 'SHOP00000001', name: 'Shop' };
const none = { instanceId: undefined, name: '' };
const failure = (kind: 'token' | 'instance' | 'request' | 'network', status?: number): Answer => ({
  kind: 'failure',
  failure: { kind, ...(status !== undefined && { status }) },
});

describe('the test of a connection', () => {
  const results: readonly (readonly [typeof shop | typeof none, Answer, string, RegExp, boolean])[] = [
    [
      shop,
      { kind: 'status', status: 'WORKING' },
      'works',
      /takes the access token and knows Shop \(linked\)/,
      false,
    ],
    [shop, failure('token', 401), 'broken', /doesn’t take the access token of “acme” \(401\)/, true],
    [shop, failure('token'), 'broken', /“acme” has no access token/, true],
    [none, failure('token', 401), 'broken', /doesn’t take the access token/, true],
    [
      shop,
      failure('instance', 404),
      'unsure',
      /takes the access token of “acme”, but doesn’t know Shop \(404\)/,
      false,
    ],
    [none, failure('instance', 404), 'unsure', /Only an instance can show more/, false],
    [none, failure('request', 400), 'unsure', /only an instance can show/, false],
    [shop, failure('request', 400), 'broken', /“acme” doesn’t work/, false],
    [none, failure('network'), 'broken', /“acme” doesn’t work/, false],
  ];
  for (const [asked, answer, verdict, sentence, needsToken] of results)
    it(`${asked.name === '' ? 'without an instance' : 'with one'} says ${sentence.source}`, () => {
      const result = readTest(acme, asked, answer, english);
      assert.equal(result.verdict, verdict);
      assert.match(result.sentence, sentence);
      assert.equal(result.needsToken, needsToken);
    });
});
