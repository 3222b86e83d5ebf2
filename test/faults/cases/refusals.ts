import type { Case } from '../case';
import { everyQrRequest, scenario } from './scenario';
import { ended, sessionFailed } from './states';

const request = (number: number, ...texts: readonly string[]) =>
  ended(
    `The gateway refused the request (${number})`,
    'Request refused',
    ['Open setting', 'Choose another instance', 'Try again'],
    'try the other value of the setting “Credentials”',
    ...texts,
  );
const token = (number: number) =>
  ended(`The gateway refused the access token (${number})`, 'Access token refused', ['Set access token']);
const forbidden = (number: number, ...texts: readonly string[]) =>
  ended(
    `The gateway doesn’t allow this (${number})`,
    'Not allowed',
    ['Try again', 'Set access token'],
    'The account’s plan, a quota or a missing permission',
    ...texts,
  );

/** A refusal whose headline contains the instance's ID. */
const noInstance =
  (number: number): ((id: string) => ReturnType<typeof ended>) =>
  (id) =>
    ended(`Instance ${id} not found (${number})`, 'Instance not found', [
      'Choose another instance',
      'Try again',
    ]);

/** A case whose headline contains the instance's ID. */
function unknownInstance(done: string, fault: Parameters<typeof everyQrRequest>[0], number: number): Case {
  // Only session/info settles it: a gateway may say the same about a session that isn't running.
  const faults = [...everyQrRequest(fault), { path: '/v2/session/info', times: 'always' as const, ...fault }];
  const options = { done: `${done}, from session/info too`, faults, ends: true };
  return {
    ...scenario({ ...options, seen: noInstance(number)('<its ID>') }),
    run: (stage) => scenario({ ...options, seen: noInstance(number)(stage.instance.id) }).run(stage),
  };
}

/** Refusals that need an action of the user: nothing is requested until then. */
export const refusals = [
  scenario({
    done: '400 with a message',
    faults: everyQrRequest({ status: 400, body: { code: 'bad', message: 'No such form.' } }),
    seen: request(400, 'The gateway says: “No such form.”'),
    ends: true,
  }),
  scenario({
    done: '400 missing_param',
    faults: everyQrRequest({
      status: 400,
      body: { code: 'missing_param', message: 'Missing parameter(s): access_token' },
    }),
    seen: request(400, 'The gateway says: “Missing parameter(s): access_token”'),
    ends: true,
  }),
  scenario({
    done: '200 whose code is missing_param',
    faults: everyQrRequest({ body: { code: 'missing_param', message: 'Missing.' } }),
    seen: request(200, 'The gateway says: “Missing.”'),
    ends: true,
  }),
  scenario({ done: '401', faults: everyQrRequest({ status: 401 }), seen: token(401), ends: true }),
  scenario({
    done: '400 invalid_access_token',
    faults: everyQrRequest({ status: 400, body: { code: 'invalid_access_token', message: 'No.' } }),
    seen: token(400),
    ends: true,
  }),
  scenario({
    done: '200 whose code is 401',
    faults: everyQrRequest({ body: { code: 401, message: 'No.' } }),
    seen: token(401),
    ends: true,
  }),
  scenario({
    done: '403 with a message',
    faults: everyQrRequest({ status: 403, body: { message: 'Plan is over.' } }),
    seen: forbidden(403, 'The gateway says: “Plan is over.”'),
    ends: true,
  }),
  scenario({
    done: '429 quota_reached, which waiting doesn’t fix',
    faults: everyQrRequest({ status: 429, body: { code: 'quota_reached', message: 'Enough.' } }),
    seen: forbidden(429, 'The gateway says: “Enough.”'),
    ends: true,
  }),
  scenario({
    done: '200 whose code is subscription_required',
    faults: everyQrRequest({ body: { code: 'subscription_required', message: 'Pay.' } }),
    seen: forbidden(200),
    ends: true,
  }),
  unknownInstance('404', { status: 404 }, 404),
  unknownInstance('410', { status: 410 }, 410),
  unknownInstance('400 invalid_instance', { status: 400, body: { code: 'invalid_instance' } }, 400),
  unknownInstance('400 invalid_session', { status: 400, body: { code: 'invalid_session' } }, 400),
  scenario({
    done: '200 whose code is 422 and whose status is FAILED',
    status: 'FAILED',
    faults: everyQrRequest({ body: { code: 422, status: 'FAILED' } }),
    seen: sessionFailed,
    ends: true,
  }),
];
