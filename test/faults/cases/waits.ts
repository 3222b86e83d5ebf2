import type { Fault } from '../../gateway/fault';
import type { Case } from '../case';
import type { Expected } from '../sight';
import type { Step } from './play';
import { everyCode, nextCall, play, press } from './play';
import { ended, freshCode, linked, unreadableAnswer, passkey, retried, starting } from './sights';

const me = '/v2/session/info';
/** The pace lets a call come 5 s after the one before it, whoever is impatient. */
const paced = 8_000;
const hiccup = (seconds: number, colour: Expected['colour'] = 'plain') =>
  retried('The gateway reports an error (500)', seconds, { colour });
const misreadAgain = (seconds: number, colour: Expected['colour'] = 'plain') => ({
  ...unreadableAnswer(),
  bar: `Retrying in ${seconds} s`,
  colour,
});
const html: Fault = { body: '<p>', headers: { 'content-type': 'text/html' } };
const tryNow = (seen: Expected) => press('Try now', seen, paced);

const asking: Expected = { headline: 'Requesting a code…', bar: 'Connecting…', buttons: ['Stop pairing'] };
const thereIsOne: Step = {
  words: 'there is one',
  act: (stage) => {
    stage.instance.faults.clear();
  },
  seen: freshCode,
  within: paced,
};

/** What has to be waited for, in real time. */
export const waits: readonly Case[] = [
  play({
    done: '422 STARTING for long',
    state: 'STARTING',
    seen: starting(10),
    then: [
      nextCall(10, { seen: starting(20) }),
      nextCall(20, { seen: starting(40) }),
      tryNow(starting(60)),
      tryNow(starting(60)),
    ],
  }),
  play({
    done: '500 for long',
    faults: everyCode({ status: 500 }),
    seen: hiccup(10),
    then: [
      nextCall(10, { seen: hiccup(20) }),
      tryNow(hiccup(40, 'warning')),
      tryNow(hiccup(60, 'warning')),
      tryNow(hiccup(60, 'warning')),
    ],
  }),
  play({
    done: '429 with Retry-After: 7, obeyed',
    faults: [{ status: 429, retryAfter: 7 }],
    seen: retried('Rate limited by the gateway (429)', 7),
    then: [nextCall(7, { seen: freshCode })],
  }),
  play({
    done: '500 once',
    faults: [{ status: 500 }],
    seen: hiccup(10),
    then: [tryNow(freshCode)],
  }),
  play({
    done: 'four answers in a row that can’t be understood',
    faults: everyCode(html),
    seen: misreadAgain(10),
    then: [
      tryNow(misreadAgain(20)),
      tryNow(misreadAgain(40, 'warning')),
      press(
        'Try now',
        ended('The gateway sent an unexpected answer', 'Unexpected answer', [
          'Try again',
          'Open setting',
          'Show log',
        ]),
        paced,
      ),
    ],
    ends: true,
  }),
  play({
    done: 'three answers that can’t be understood, a 500 and one more',
    faults: [...everyCode({ ...html, times: 3 }), { status: 500 }, ...everyCode(html)],
    seen: misreadAgain(10),
    then: [
      tryNow(misreadAgain(20)),
      tryNow(misreadAgain(40, 'warning')),
      tryNow(hiccup(60, 'warning')),
      tryNow(misreadAgain(60, 'warning')),
    ],
  }),
  play({
    done: '422 SCAN_QR_CODE before there is a code',
    faults: everyCode({ status: 422, body: { status: 'SCAN_QR_CODE' } }),
    seen: asking,
    then: [nextCall(5, { seen: asking }), thereIsOne],
  }),
  play({
    done: '422 without a status; session/info says SCAN_QR_CODE',
    faults: everyCode({ status: 422, body: {} }),
    seen: asking,
    then: [thereIsOne],
  }),
];

/** Links that take their time. */
export const links: readonly Case[] = [
  play({
    done: '422 PASSKEY_REQUIRED',
    state: 'PASSKEY_REQUIRED',
    seen: passkey,
    then: [
      nextCall(10, { path: me, seen: passkey }),
      {
        words: 'the owner confirms',
        act: (stage) => {
          stage.instance.setState('WORKING');
        },
        seen: linked('Already linked to John Doe'),
        within: 13_000,
      },
    ],
    ends: true,
  }),
  play({
    done: '200 with a code',
    instance: { session: { linking: Infinity } },
    seen: freshCode,
    then: [
      {
        words: 'a phone scans it',
        act: (stage) => {
          stage.instance.scan();
        },
        seen: { headline: 'Linking… keep WhatsApp open', bar: 'Linking…' },
        within: paced,
      },
      {
        words: 'a minute without a link',
        seen: {
          headline: 'The session is taking too long to start',
          bar: 'Retrying in 10 s',
          clock: 'Retrying in # s',
          buttons: ['Restart and show code', 'Try now', 'Stop pairing'],
        },
        within: 65_000,
      },
    ],
  }),
];
