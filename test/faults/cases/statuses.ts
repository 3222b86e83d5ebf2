import { everyQrRequest, linkConfirmed, scenario, press } from './scenario';
import type { Step } from './scenario';
import { estimatedCode } from './reportstates';
import * as sights from './states';

const sessionInfo = '/v2/session/info';
/** A restart takes a WAHA 3 s; a busy machine needs more, in ms. */
const commandTimeout = 30_000;
const withoutStatus = { error: 'Session status is not as expected.' };

/** WhatsApp gives the name only after the link, so it is requested again. */
const nameArrives: Step = {
  name: 'the name arrives',
  seen: sights.linked('Already linked to John Doe', '+201012345678'),
  within: 8_000,
};

/** Answers with 422: the session's status decides what follows. */
export const statuses = [
  scenario({ done: '422 STARTING', status: 'STARTING', seen: sights.starting(10) }),
  scenario({ done: '422 FAILED', status: 'FAILED', seen: sights.sessionFailed, ends: true }),
  scenario({ done: '422 STOPPED', status: 'STOPPED', seen: sights.sessionStopped, ends: true }),
  scenario({
    done: '422 FAILED',
    status: 'FAILED',
    seen: sights.sessionFailed,
    then: [press('Restart and show code', estimatedCode, commandTimeout)],
  }),
  scenario({
    done: '422 STOPPED',
    status: 'STOPPED',
    seen: sights.sessionStopped,
    then: [press('Start and show code', estimatedCode, commandTimeout)],
  }),
  scenario({
    done: '422 FAILED, and a restart that fails with 500',
    status: 'FAILED',
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
  scenario({ done: '422 PASSKEY_REQUIRED', status: 'PASSKEY_REQUIRED', seen: sights.passkey }),
  scenario({
    done: '422 PASSKEY_CONFIRMATION_REQUIRED',
    status: 'PASSKEY_CONFIRMATION_REQUIRED',
    seen: sights.passkey,
  }),
  scenario({
    done: '422 WORKING, the account is John Doe',
    status: 'WORKING',
    seen: sights.linked('Already linked to John Doe', '+201012345678'),
    then: [linkConfirmed],
    ends: true,
  }),
  scenario({
    done: '422 WORKING, the account has only a number',
    status: 'WORKING',
    faults: [
      { path: sessionInfo, body: { status: 'WORKING', me: { id: '201012345678:12@s.whatsapp.net' } } },
    ],
    seen: sights.linked('Already linked to +201012345678'),
    then: [nameArrives, linkConfirmed],
    ends: true,
  }),
  scenario({
    done: '422 WORKING, without an account',
    status: 'WORKING',
    faults: [{ path: sessionInfo, body: { status: 'WORKING' } }],
    seen: sights.linked('Already linked'),
    then: [nameArrives, linkConfirmed],
    ends: true,
  }),
  scenario({
    done: '422 WORKING, session/info fails (500) once',
    status: 'WORKING',
    faults: [{ path: sessionInfo, status: 500 }],
    seen: sights.linked('Already linked to John Doe'),
    then: [linkConfirmed],
    ends: true,
  }),
  scenario({
    done: '422 without a status, session/info says FAILED',
    status: 'FAILED',
    faults: everyQrRequest({ status: 422, body: withoutStatus }),
    seen: sights.sessionFailed,
    ends: true,
  }),
  scenario({
    done: '422 without a status, session/info says WORKING',
    status: 'WORKING',
    faults: everyQrRequest({ status: 422, body: withoutStatus }),
    seen: sights.linked('Already linked to John Doe'),
    then: [linkConfirmed],
    ends: true,
  }),
  scenario({
    done: '422 without a status, session/info fails (500)',
    faults: [...everyQrRequest({ status: 422, body: withoutStatus }), { path: sessionInfo, status: 500 }],
    seen: sights.noCodeYet(withoutStatus.error),
  }),
  scenario({
    done: '422 without a status, session/info says 401',
    faults: [...everyQrRequest({ status: 422, body: withoutStatus }), { path: sessionInfo, status: 401 }],
    seen: sights.noCodeYet(withoutStatus.error),
  }),
  scenario({
    done: '422 with the unknown status DANCING, session/info says the same',
    faults: [
      ...everyQrRequest({ status: 422, body: { ...withoutStatus, status: 'DANCING' } }),
      { path: sessionInfo, body: { status: 'DANCING' } },
    ],
    seen: sights.noCodeYet(withoutStatus.error),
  }),
  scenario({
    done: '422 whose message says FAILED and whose status says STARTING',
    faults: everyQrRequest({
      status: 422,
      body: { message: 'Session status is FAILED', status: 'STARTING' },
    }),
    seen: sights.starting(10),
  }),
  scenario({
    done: '422 as plain text, session/info says STOPPED',
    status: 'STOPPED',
    faults: everyQrRequest({ status: 422, body: 'Session status is not as expected: WORKING' }),
    seen: sights.sessionStopped,
    ends: true,
  }),
];
