import type { Answer, SessionStatus } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { Asked, TestResult } from '../../../../src/core/gateways/gatewaytest';
import { readTest } from '../../../../src/core/gateways/gatewaytest';
import type { Failure, FailureKind } from '../../../../src/core/failures/failure';
import { english } from '../../fakes/english';

const origin = 'https://gateway.example';
const acme = { name: 'acme', endpoint: { base: `${origin}/api`, origin } };
const shop = { instanceId: 'SHOP00000001', name: 'Shop' };

function test(asked: Asked | undefined, answer: Answer | Failure): TestResult {
  const failed = typeof answer.kind === 'string' && !('status' in answer && answer.kind === 'status');
  return failed && !['empty', 'done'].includes(answer.kind)
    ? readTest(acme, asked, { kind: 'failure', failure: answer as Failure }, english)
    : readTest(acme, asked, answer as Answer, english);
}

type Row = readonly [
  what: string,
  asked: Asked | undefined,
  answer: Answer | Failure,
  verdict: TestResult['verdict'],
  sentence: string,
  actions: readonly string[],
];

const rows: readonly Row[] = [
  [
    'an instance that is linked',
    shop,
    { kind: 'status', status: 'WORKING' },
    'works',
    '“acme” works: https://gateway.example accepted the access token. It reports Shop: Linked.',
    [],
  ],
  [
    'an instance that is linked, though none was named',
    undefined,
    { kind: 'status', status: 'WORKING' },
    'works',
    '“acme” works: https://gateway.example accepted the access token.',
    [],
  ],
  [
    'a 422 without a known status, because no instance was named',
    undefined,
    { kind: 'status', status: 'unknown' },
    'unsure',
    '“acme”: https://gateway.example answers. Only a test with an instance shows whether the access token is right.',
    [],
  ],
  [
    'a 422 without a known status',
    shop,
    { kind: 'status', status: 'unknown' },
    'unsure',
    '“acme”: https://gateway.example answers. It tells no state of Shop that is known, so this doesn’t show whether the access token is right.',
    [],
  ],
  [
    'a token that is refused with a 422',
    undefined,
    { kind: 'token', status: 422 },
    'broken',
    '“acme”: The access token was refused (422). Copy the token from your gateway’s dashboard and set it again.',
    ['setToken'],
  ],
  [
    'a token that is refused',
    shop,
    { kind: 'token', status: 401 },
    'broken',
    '“acme”: The access token was refused (401). Copy the token from your gateway’s dashboard and set it again.',
    ['setToken'],
  ],
  [
    'no token',
    undefined,
    { kind: 'token' },
    'broken',
    '“acme”: No access token is set. Pairing needs the access token of your account on https://gateway.example. Nothing was sent.',
    ['setToken'],
  ],
  [
    'a refusal because no instance was named',
    undefined,
    { kind: 'request', status: 400 },
    'unsure',
    '“acme”: The gateway refused the request (400). Only a test with an instance shows whether the access token is right.',
    [],
  ],
  [
    'a refusal in the gateway’s words because no instance was named',
    undefined,
    { kind: 'instance', status: 404, message: 'Which one?' },
    'unsure',
    '“acme”: Not found (404). The gateway says: “Which one?” Only a test with an instance shows whether the access token is right.',
    [],
  ],
  [
    'an instance that isn’t there, which tells nothing of the token',
    shop,
    { kind: 'instance', status: 404 },
    'broken',
    '“acme”: No instance Shop (404). The gateway https://gateway.example doesn’t know an instance with this ID for this token. The instance may belong to another account.',
    ['setToken', 'startOver'],
  ],
  [
    'what a wrong path answers too',
    shop,
    { kind: 'instance', status: 404, bare: true },
    'broken',
    '“acme”: No instance Shop (404). The gateway https://gateway.example/api doesn’t know an instance with this ID for this token. Check the path of the endpoint, the ID, and whether the access token is that of another account.',
    ['endpointSetting', 'setToken', 'startOver'],
  ],
  [
    'what a wrong path answers too, without an instance',
    undefined,
    { kind: 'instance', status: 404, bare: true },
    'unsure',
    '“acme”: Not found (404). https://gateway.example/api doesn’t know what was asked of it. Check the path of the endpoint. If the path is right, only a test with an instance shows whether the access token is.',
    ['endpointSetting'],
  ],
  [
    'no gateway',
    undefined,
    { kind: 'network', detail: 'ECONNREFUSED' },
    'broken',
    '“acme”: The gateway can’t be reached. No connection to https://gateway.example (ECONNREFUSED). Check the network, the endpoint and the proxy, if there is one.',
    ['endpointSetting', 'startOver'],
  ],
  [
    'a hiccup',
    shop,
    { kind: 'unavailable', status: 503 },
    'broken',
    '“acme”: The gateway has a hiccup (503).',
    ['startOver'],
  ],
  [
    'too many calls',
    shop,
    { kind: 'rateLimit', status: 429 },
    'unsure',
    '“acme”: The gateway asks to slow down (429). Something else may be polling Shop as well: another window, script or dashboard. Test again later.',
    [],
  ],
  [
    'too many calls, without an instance',
    undefined,
    { kind: 'rateLimit', status: 429 },
    'unsure',
    '“acme”: The gateway asks to slow down (429). Something else may be polling https://gateway.example as well: another window, script or dashboard. Test again later.',
    [],
  ],
  [
    'what the plan doesn’t allow',
    shop,
    { kind: 'forbidden', status: 403 },
    'broken',
    '“acme”: The gateway doesn’t allow this (403). The plan, a quota or a permission of the account stands in the way. Mend that on the gateway’s dashboard, then try again.',
    ['setToken', 'startOver'],
  ],
  [
    'a page that is no answer',
    shop,
    { kind: 'protocol', status: 200, detail: 'text/html, 12 bytes' },
    'broken',
    '“acme”: The answer could not be understood. Expected a gateway’s JSON of at most 256 KiB, but https://gateway.example returned text/html, 12 bytes (HTTP 200). Check the endpoint.',
    ['endpointSetting', 'startOver'],
  ],
  [
    'an answer to another question',
    shop,
    { kind: 'done' },
    'broken',
    '“acme”: The answer could not be understood. https://gateway.example gave an answer that doesn’t fit the request. Check the endpoint.',
    ['endpointSetting', 'startOver'],
  ],
];

describe('the test of a gateway', () => {
  for (const [what, asked, answer, verdict, sentence, actions] of rows)
    it(`tells of ${what}`, () => {
      const result = test(asked, answer);
      assert.deepEqual(
        { ...result, actions: result.actions.map(({ intent }) => intent) },
        { verdict, sentence, actions },
      );
    });

  it('leads to the setting where the credentials may have to go elsewhere', () => {
    const { verdict, sentence, actions } = test(shop, { kind: 'request', status: 400, message: 'No.' });
    assert.equal(verdict, 'broken');
    assert.match(sentence, /^“acme”: The gateway refused the request \(400\)\. The gateway says: “No\.”/);
    assert.equal(actions[0]?.intent, 'credentialsSetting');
  });

  it('has a word for every state, and claims a token to be right only where the gateway showed it', () => {
    const states = [
      'STOPPED',
      'STARTING',
      'SCAN_QR_CODE',
      'WORKING',
      'FAILED',
      'PASSKEY',
      'unknown',
    ] as const;
    const words = states.map((status: SessionStatus) => test(shop, { kind: 'status', status }).sentence);
    assert.equal(new Set(words).size, states.length);
    const kinds: readonly FailureKind[] = [
      'request',
      'token',
      'forbidden',
      'instance',
      'redirect',
      'rateLimit',
      'unavailable',
      'network',
      'certificate',
      'proxy',
      'timeout',
      'protocol',
      'tooLong',
    ];
    for (const kind of kinds)
      for (const asked of [shop, undefined]) {
        const { verdict, sentence } = test(asked, { kind, status: 418 });
        assert.notEqual(verdict, 'works');
        assert.doesNotMatch(sentence, /accepted the access token/);
        assert.doesNotMatch(sentence, / {2}|\.\.|[{}]|undefined/, sentence);
      }
  });
});
