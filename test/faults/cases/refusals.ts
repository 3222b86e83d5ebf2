import type { Case } from '../case';
import { everyCode, play } from './play';
import { ended, sessionFailed } from './sights';

const request = (number: number, ...says: readonly string[]) =>
  ended(
    `The gateway refused the request (${number})`,
    'Request refused',
    ['Open setting', 'Choose another instance', 'Try again'],
    'try the other value of the setting “Credentials”',
    ...says,
  );
const token = (number: number) =>
  ended(`The gateway refused the access token (${number})`, 'Access token refused', ['Set access token']);
const forbidden = (number: number, ...says: readonly string[]) =>
  ended(
    `The gateway doesn’t allow this (${number})`,
    'Not allowed',
    ['Try again', 'Set access token'],
    'The account’s plan, a quota or a missing permission',
    ...says,
  );

/** Refusals that name the instance name it by the case's own. */
const noInstance =
  (number: number): ((id: string) => ReturnType<typeof ended>) =>
  (id) =>
    ended(`Instance ${id} not found (${number})`, 'Instance not found', [
      'Choose another instance',
      'Try again',
    ]);

/** A refusal whose headline has the instance's ID in it. */
function unknownInstance(done: string, fault: Parameters<typeof everyCode>[0], number: number): Case {
  const scene = { done, faults: everyCode(fault), ends: true };
  return {
    ...play({ ...scene, seen: noInstance(number)('<its ID>') }),
    run: (stage) => play({ ...scene, seen: noInstance(number)(stage.instance.id) }).run(stage),
  };
}

/** Refusals that waiting doesn't mend: nothing is asked again until the user asks. */
export const refusals = [
  play({
    done: '400 with a message',
    faults: everyCode({ status: 400, body: { code: 'bad', message: 'No such form.' } }),
    seen: request(400, 'The gateway says: “No such form.”'),
    ends: true,
  }),
  play({
    done: '400 missing_param',
    faults: everyCode({
      status: 400,
      body: { code: 'missing_param', message: 'Missing parameter(s): access_token' },
    }),
    seen: request(400, 'The gateway says: “Missing parameter(s): access_token”'),
    ends: true,
  }),
  play({
    done: '200 whose code is missing_param',
    faults: everyCode({ body: { code: 'missing_param', message: 'Missing.' } }),
    seen: request(200, 'The gateway says: “Missing.”'),
    ends: true,
  }),
  play({ done: '401', faults: everyCode({ status: 401 }), seen: token(401), ends: true }),
  play({
    done: '400 invalid_access_token',
    faults: everyCode({ status: 400, body: { code: 'invalid_access_token', message: 'No.' } }),
    seen: token(400),
    ends: true,
  }),
  play({
    done: '200 whose code is 401',
    faults: everyCode({ body: { code: 401, message: 'No.' } }),
    seen: token(401),
    ends: true,
  }),
  play({
    done: '403 with a message',
    faults: everyCode({ status: 403, body: { message: 'Plan is over.' } }),
    seen: forbidden(403, 'The gateway says: “Plan is over.”'),
    ends: true,
  }),
  play({
    done: '429 quota_reached, which no wait mends',
    faults: everyCode({ status: 429, body: { code: 'quota_reached', message: 'Enough.' } }),
    seen: forbidden(429, 'The gateway says: “Enough.”'),
    ends: true,
  }),
  play({
    done: '200 whose code is subscription_required',
    faults: everyCode({ body: { code: 'subscription_required', message: 'Pay.' } }),
    seen: forbidden(200),
    ends: true,
  }),
  unknownInstance('404', { status: 404 }, 404),
  unknownInstance('410', { status: 410 }, 410),
  unknownInstance('400 invalid_instance', { status: 400, body: { code: 'invalid_instance' } }, 400),
  unknownInstance('400 invalid_session', { status: 400, body: { code: 'invalid_session' } }, 400),
  play({
    done: '200 whose code is 422 and whose status is FAILED',
    faults: everyCode({ body: { code: 422, status: 'FAILED' } }),
    seen: sessionFailed,
    ends: true,
  }),
];
