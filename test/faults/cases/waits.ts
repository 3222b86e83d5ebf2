import type { Fault } from '../../gateway/fault';
import type { Case } from '../case';
import type { ExpectedState } from '../windowstate';
import type { Step } from './scenario';
import { everyQrRequest, linkConfirmed, nextRequest, scenario, press } from './scenario';
import { joinedCode } from './reportstates';
import { ended, linked, unreadableAnswer, passkey, retried, starting } from './states';

const sessionInfo = '/v2/session/info';
/** Longer than the minimum time between two requests, which also applies to an impatient user, in ms. */
const paceTimeout = 8_000;
const hiccup = (seconds: number, color: ExpectedState['color'] = 'plain') =>
  retried('The gateway reports an error (500)', seconds, { color });
const unreadableAgain = (seconds: number, color: ExpectedState['color'] = 'plain') => ({
  ...unreadableAnswer(),
  statusBar: `Retrying in ${seconds} s`,
  color,
});
const html: Fault = { body: '<p>', headers: { 'content-type': 'text/html' } };
const tryNow = (seen: ExpectedState) => press('Try now', seen, paceTimeout);

const requesting: ExpectedState = {
  headline: 'Requesting a code…',
  statusBar: 'Connecting…',
  buttons: ['Stop pairing'],
};
const codeAppears: Step = {
  name: 'a code appears',
  act: (stage) => {
    stage.instance.faults.clear();
  },
  seen: joinedCode,
  within: paceTimeout,
};

/** Waits in real time. */
export const waits: readonly Case[] = [
  scenario({
    done: '422 STARTING for a long time',
    status: 'STARTING',
    seen: starting(10),
    then: [
      nextRequest(10, { seen: starting(20) }),
      nextRequest(20, { seen: starting(40) }),
      tryNow(starting(60)),
      tryNow(starting(60)),
    ],
  }),
  scenario({
    done: '500 for a long time',
    faults: everyQrRequest({ status: 500 }),
    seen: hiccup(10),
    then: [
      nextRequest(10, { seen: hiccup(20) }),
      tryNow(hiccup(40, 'warning')),
      tryNow(hiccup(60, 'warning')),
      tryNow(hiccup(60, 'warning')),
    ],
  }),
  scenario({
    done: '429 with Retry-After: 7, obeyed',
    faults: [{ status: 429, retryAfter: 7 }],
    seen: retried('Rate limited by the gateway (429)', 7),
    then: [nextRequest(7, { seen: joinedCode })],
  }),
  scenario({
    done: '500 once',
    faults: [{ status: 500 }],
    seen: hiccup(10),
    then: [tryNow(joinedCode)],
  }),
  scenario({
    done: 'four answers in a row that can’t be understood',
    faults: everyQrRequest(html),
    seen: unreadableAgain(10),
    then: [
      tryNow(unreadableAgain(20)),
      tryNow(unreadableAgain(40, 'warning')),
      press(
        'Try now',
        ended('The gateway sent an unexpected answer', 'Unexpected answer', [
          'Try again',
          'Open setting',
          'Show log',
        ]),
        paceTimeout,
      ),
    ],
    ends: true,
  }),
  scenario({
    done: 'three answers that can’t be understood, a 500 and another such answer',
    // The session is checked after each answer that can't be understood, and that has no failure.
    faults: [
      ...everyQrRequest({ ...html, times: 3 }),
      ...everyQrRequest({ status: 500, times: 1 }),
      ...everyQrRequest(html),
    ],
    seen: unreadableAgain(10),
    then: [
      tryNow(unreadableAgain(20)),
      tryNow(unreadableAgain(40, 'warning')),
      tryNow(hiccup(60, 'warning')),
      tryNow(unreadableAgain(60, 'warning')),
    ],
  }),
  scenario({
    done: '422 SCAN_QR_CODE before there is a code',
    faults: everyQrRequest({ status: 422, body: { status: 'SCAN_QR_CODE' } }),
    seen: requesting,
    then: [nextRequest(5, { seen: requesting }), codeAppears],
  }),
  scenario({
    done: '422 without a status; session/info says SCAN_QR_CODE',
    faults: everyQrRequest({ status: 422, body: {} }),
    seen: requesting,
    then: [codeAppears],
  }),
];

/** Slow links. */
export const links: readonly Case[] = [
  scenario({
    done: '422 PASSKEY_REQUIRED',
    status: 'PASSKEY_REQUIRED',
    seen: passkey,
    then: [
      nextRequest(10, { path: sessionInfo, seen: passkey }),
      {
        name: 'the owner confirms',
        act: (stage) => {
          stage.instance.setState('WORKING');
        },
        seen: linked('Already linked to John Doe'),
        within: 13_000,
      },
      linkConfirmed,
    ],
    ends: true,
  }),
  scenario({
    done: '200 with a code',
    instance: { session: { linking: Infinity } },
    seen: joinedCode,
    then: [
      {
        name: 'a phone scans it',
        act: (stage) => {
          stage.instance.scan();
        },
        seen: { headline: 'Linking… keep WhatsApp open', statusBar: 'Linking…' },
        within: paceTimeout,
      },
      {
        name: 'a minute without a link',
        seen: {
          headline: 'The instance is taking too long to start',
          statusBar: 'Retrying in 10 s',
          timer: 'Retrying in # s',
          buttons: ['Restart and show code', 'Try now', 'Stop pairing'],
        },
        within: 65_000,
      },
    ],
  }),
];
