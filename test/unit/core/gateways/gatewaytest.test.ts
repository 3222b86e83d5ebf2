import type { Answer, SessionStatus } from '../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import type { TestedInstance, TestResult } from '../../../../src/core/gateways/gatewaytest';
import { readTest } from '../../../../src/core/gateways/gatewaytest';
import type { Failure, FailureKind } from '../../../../src/core/failures/failure';
import { english } from '../../fakes/english';

const origin = 'https://gateway.example';
const acme = { name: 'acme', endpoint: { base: `${origin}/api`, origin } };
const shop = { instanceId: 'SHOP00000001', name: 'Shop' };

function test(instance: TestedInstance | undefined, answer: Answer | Failure): TestResult {
  const failed = typeof answer.kind === 'string' && !('status' in answer && answer.kind === 'status');
  return failed && !['empty', 'done'].includes(answer.kind)
    ? readTest(acme, instance, { kind: 'failure', failure: answer as Failure }, english)
    : readTest(acme, instance, answer as Answer, english);
}

type Row = readonly [
  what: string,
  instance: TestedInstance | undefined,
  answer: Answer | Failure,
  verdict: TestResult['verdict'],
  sentence: string,
  actions: readonly string[],
];

const rows: readonly Row[] = [
  [
    'a linked instance',
    shop,
    { kind: 'status', status: 'WORKING' },
    'works',
    '“acme” works: https://gateway.example accepted the access token. It reports “Linked” for Shop.',
    [],
  ],
  [
    'a linked instance, although the request named none',
    undefined,
    { kind: 'status', status: 'WORKING' },
    'works',
    '“acme” works: https://gateway.example accepted the access token.',
    [],
  ],
  [
    'a 422 without a known status, without an instance',
    undefined,
    { kind: 'status', status: 'unknown' },
    'unsure',
    '“acme”: https://gateway.example answers. Only a test with an instance shows whether the access token is valid.',
    [],
  ],
  [
    'a 422 without a known status',
    shop,
    { kind: 'status', status: 'unknown' },
    'unsure',
    '“acme”: https://gateway.example answers. It reports an unknown state for Shop, so the test doesn’t show whether the access token is valid.',
    [],
  ],
  [
    'a token refused with a 422',
    undefined,
    { kind: 'token', status: 422 },
    'broken',
    '“acme”: The gateway refused the access token (422). Copy the token from your gateway’s dashboard and set it again.',
    ['setToken'],
  ],
  [
    'a refused token',
    shop,
    { kind: 'token', status: 401 },
    'broken',
    '“acme”: The gateway refused the access token (401). Copy the token from your gateway’s dashboard and set it again.',
    ['setToken'],
  ],
  [
    'a missing token',
    undefined,
    { kind: 'token' },
    'broken',
    '“acme”: No access token is set. Pairing needs the access token of your account on https://gateway.example. Nothing was sent.',
    ['setToken'],
  ],
  [
    'a refusal without an instance',
    undefined,
    { kind: 'request', status: 400 },
    'unsure',
    '“acme”: The gateway refused the request (400). Only a test with an instance shows whether the access token is valid.',
    [],
  ],
  [
    'a refusal with the gateway’s message, without an instance',
    undefined,
    { kind: 'instance', status: 404, message: 'Which one?' },
    'unsure',
    '“acme”: Not found (404). The gateway says: “Which one?” Only a test with an instance shows whether the access token is valid.',
    [],
  ],
  [
    'a missing instance, which says nothing about the token',
    shop,
    { kind: 'instance', status: 404 },
    'broken',
    '“acme”: Instance Shop not found (404). https://gateway.example has no instance with this ID for your access token. The instance may belong to another account.',
    ['setToken', 'startOver'],
  ],
  [
    'a wrong path',
    shop,
    { kind: 'address', status: 404 },
    'broken',
    '“acme”: There is no gateway API at this address (404). https://gateway.example/api doesn’t know this path. Check the endpoint and its path.',
    ['endpointSetting', 'startOver'],
  ],
  [
    'a wrong path, without an instance',
    undefined,
    { kind: 'address', status: 401 },
    'broken',
    '“acme”: There is no gateway API at this address (401). https://gateway.example/api asks for the login of a web page there, not for an access token. Check the endpoint and its path.',
    ['endpointSetting', 'startOver'],
  ],
  [
    'credentials that the gateway didn’t find',
    undefined,
    { kind: 'credentials', status: 401, message: 'Missing access_token' },
    'broken',
    '“acme”: The gateway didn’t find the access token (401). The gateway says: “Missing access_token” The token was sent, but https://gateway.example looks for it in another place. Try the other value of the setting “Credentials”.',
    ['credentialsSetting', 'startOver'],
  ],
  [
    'a firewall',
    shop,
    { kind: 'firewall', status: 403 },
    'broken',
    '“acme”: A firewall is in the way (403). Something in front of https://gateway.example lets only browsers through. Such checks often pass by themselves. If this one stays, ask the gateway’s owner to let API requests through.',
    ['startOver'],
  ],
  [
    'a 422 in the gateway’s own words',
    shop,
    { kind: 'status', status: 'unknown', message: 'Only “default” works here.' },
    'unsure',
    '“acme”: https://gateway.example answers. The gateway says: “Only “default” works here.” It reports an unknown state for Shop, so the test doesn’t show whether the access token is valid.',
    [],
  ],
  [
    'an unreachable gateway',
    undefined,
    { kind: 'network', detail: 'ECONNREFUSED' },
    'broken',
    '“acme”: The gateway can’t be reached. No connection to https://gateway.example (ECONNREFUSED). Check the network, the endpoint and the proxy, if there is one.',
    ['endpointSetting', 'startOver'],
  ],
  [
    'an error of the gateway',
    shop,
    { kind: 'unavailable', status: 503 },
    'broken',
    '“acme”: The gateway reports an error (503).',
    ['startOver'],
  ],
  [
    'a rate limit',
    shop,
    { kind: 'rateLimit', status: 429 },
    'unsure',
    '“acme”: Rate limited by the gateway (429). Another machine, profile or window, a script or a dashboard may be sending requests for Shop too. Test again later.',
    [],
  ],
  [
    'a rate limit, without an instance',
    undefined,
    { kind: 'rateLimit', status: 429 },
    'unsure',
    '“acme”: Rate limited by the gateway (429). Another machine, profile or window, a script or a dashboard may be sending requests for https://gateway.example too. Test again later.',
    [],
  ],
  [
    'a request that the plan doesn’t allow',
    shop,
    { kind: 'forbidden', status: 403 },
    'broken',
    '“acme”: The gateway doesn’t allow this (403). The account’s plan, a quota or a missing permission prevents it. Change that on the gateway’s dashboard, then try again.',
    ['setToken', 'startOver'],
  ],
  [
    'a web page instead of an answer',
    shop,
    { kind: 'protocol', status: 200, detail: 'text/html, 12 bytes' },
    'broken',
    '“acme”: The gateway sent an unexpected answer. Expected JSON from a gateway, but https://gateway.example returned text/html, 12 bytes (HTTP 200). Check the endpoint.',
    ['endpointSetting', 'startOver'],
  ],
  [
    'an answer to another request',
    shop,
    { kind: 'done' },
    'broken',
    '“acme”: The gateway sent an unexpected answer. https://gateway.example sent an answer that doesn’t fit the request. Check the endpoint.',
    ['endpointSetting', 'startOver'],
  ],
];

describe('the test of a gateway', () => {
  for (const [what, instance, answer, verdict, sentence, actions] of rows)
    it(`explains ${what}`, () => {
      const result = test(instance, answer);
      assert.deepEqual(
        { ...result, actions: result.actions.map(({ intent }) => intent) },
        { verdict, sentence, actions },
      );
    });

  it('offers the setting for credentials if their place may be wrong', () => {
    const { verdict, sentence, actions } = test(shop, { kind: 'request', status: 400, message: 'No.' });
    assert.equal(verdict, 'broken');
    assert.match(sentence, /^“acme”: The gateway refused the request \(400\)\. The gateway says: “No\.”/);
    assert.equal(actions[0]?.intent, 'credentialsSetting');
  });

  it('has a sentence for every state, and says that the gateway accepted the token only if it did', () => {
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
      'address',
      'credentials',
      'firewall',
      'refused',
    ];
    for (const kind of kinds)
      for (const instance of [shop, undefined]) {
        const { verdict, sentence } = test(instance, { kind, status: 418 });
        assert.notEqual(verdict, 'works');
        assert.doesNotMatch(sentence, /accepted the access token/);
        assert.doesNotMatch(sentence, / {2}|\.\.|[{}]|undefined/, sentence);
      }
  });
});
