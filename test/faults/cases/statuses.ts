import { everyCode, play, press } from './play';
import * as sights from './sights';

const me = '/v2/session/info';
const unclear = { error: 'Session status is not as expected.' };

/** A 422: the session's status tells what follows. */
export const statuses = [
  play({ done: '422 STARTING', state: 'STARTING', seen: sights.starting(10) }),
  play({ done: '422 FAILED', state: 'FAILED', seen: sights.sessionFailed, ends: true }),
  play({ done: '422 STOPPED', state: 'STOPPED', seen: sights.sessionStopped, ends: true }),
  play({
    done: '422 FAILED',
    state: 'FAILED',
    seen: sights.sessionFailed,
    then: [press('Restart and show code', sights.freshCode)],
  }),
  play({
    done: '422 STOPPED',
    state: 'STOPPED',
    seen: sights.sessionStopped,
    then: [press('Start and show code', sights.freshCode)],
  }),
  play({
    done: '422 FAILED and a restart that meets a 500',
    state: 'FAILED',
    faults: [{ path: '/v2/session/restart', status: 500 }],
    seen: sights.sessionFailed,
    then: [
      press(
        'Restart and show code',
        sights.ended('The gateway reports an error (500)', 'Gateway error', [
          'Restart and show code',
          'Try again',
        ]),
      ),
    ],
    ends: true,
  }),
  play({ done: '422 PASSKEY_REQUIRED', state: 'PASSKEY_REQUIRED', seen: sights.passkey }),
  play({
    done: '422 PASSKEY_CONFIRMATION_REQUIRED',
    state: 'PASSKEY_CONFIRMATION_REQUIRED',
    seen: sights.passkey,
  }),
  play({
    done: '422 WORKING, the account is John Doe’s',
    state: 'WORKING',
    seen: sights.linked('Already linked to John Doe', '+201012345678'),
    ends: true,
  }),
  play({
    done: '422 WORKING, the account has a number only',
    state: 'WORKING',
    faults: [{ path: me, body: { status: 'WORKING', me: { id: '201012345678:12@s.whatsapp.net' } } }],
    seen: sights.linked('Already linked to +201012345678'),
    ends: true,
  }),
  play({
    done: '422 WORKING, no account is told',
    state: 'WORKING',
    faults: [{ path: me, body: { status: 'WORKING' } }],
    seen: sights.linked('Already linked'),
    ends: true,
  }),
  play({
    done: '422 WORKING, the account can’t be asked for (500)',
    state: 'WORKING',
    faults: [{ path: me, status: 500 }],
    seen: sights.linked('Already linked'),
    ends: true,
  }),
  play({
    done: '422 without a status, session/info says FAILED',
    state: 'FAILED',
    faults: everyCode({ status: 422, body: unclear }),
    seen: sights.sessionFailed,
    ends: true,
  }),
  play({
    done: '422 without a status, session/info says WORKING',
    state: 'WORKING',
    faults: everyCode({ status: 422, body: unclear }),
    seen: sights.linked('Already linked to John Doe'),
    ends: true,
  }),
  play({
    done: '422 without a status, session/info fails (500)',
    faults: [...everyCode({ status: 422, body: unclear }), { path: me, status: 500 }],
    seen: sights.starting(10),
  }),
  play({
    done: '422 without a status, session/info says 401',
    faults: [...everyCode({ status: 422, body: unclear }), { path: me, status: 401 }],
    seen: sights.starting(10),
  }),
  play({
    done: '422 with the unknown status DANCING, session/info knows no better',
    faults: [
      ...everyCode({ status: 422, body: { ...unclear, status: 'DANCING' } }),
      { path: me, body: { status: 'DANCING' } },
    ],
    seen: sights.starting(10),
  }),
  play({
    done: '422 whose prose says FAILED and whose status says STARTING',
    faults: everyCode({ status: 422, body: { message: 'Session status is FAILED', status: 'STARTING' } }),
    seen: sights.starting(10),
  }),
  play({
    done: '422 as plain text, session/info says STOPPED',
    state: 'STOPPED',
    faults: everyCode({ status: 422, body: 'Session status is not as expected: WORKING' }),
    seen: sights.sessionStopped,
    ends: true,
  }),
];
