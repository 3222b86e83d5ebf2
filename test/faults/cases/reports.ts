import type { Fault } from '../../gateway/fault';
import type { Case } from '../case';
import { challenge, envelope, html } from './reportedfaults';
import * as sights from './reportstates';
import { everyQrRequest, linkConfirmed, nextRequest, press, scenario } from './scenario';
import { freshCode, linked, noCodeYet, unreadableAnswer } from './states';

// Public bug reports, as answers to requests for a code. Each stands for a kind.

const paths = { qr: '/v2/auth/qr', info: '/v2/session/info' };
/** A press waits for the minimum time between two requests, in ms. */
const paceTimeout = 8_000;
/** Some waits of 5 and 10 s in a row, in ms. */
const recoveryTimeout = 40_000;
/** A little more than the longest life of a code, in ms. */
const repeatTimeout = 100_000;

const coreOnly = "WAHA Core support only 'default' session.";
const tryNow = (seen: Parameters<typeof press>[1]) => press('Try now', seen, paceTimeout);

/** An address at which there is no such API. */
const addresses: readonly (readonly [string, number, Fault])[] = [
  ['404 “404 page not found” as text', 404, { status: 404, body: '404 page not found\n' }],
  [
    '404 “Cannot POST …” as a page',
    404,
    {
      status: 404,
      body: '<!DOCTYPE html><html><body><pre>Cannot POST /v2/auth/qr</pre></body></html>',
      headers: { 'content-type': html },
    },
  ],
  [
    '404 “Cannot POST …” as JSON',
    404,
    {
      status: 404,
      body: { message: 'Cannot POST /v2/auth/qr?access_token=x', error: 'Not Found', statusCode: 404 },
    },
  ],
  [
    '401 with a login for people and no body',
    401,
    { status: 401, body: '', headers: { 'content-type': 'text/html', 'www-authenticate': 'Basic' } },
  ],
];

/** Words in a 2xx that is a failure. */
const successes: readonly (readonly [string, unknown])[] = [
  [
    'qr code not ready or already scanned',
    { success: false, message: 'qr code not ready or already scanned' },
  ],
  ['Instance disconnected', { status: 'error', message: 'Instance disconnected', data: null }],
  ['invalid bearer token supplied', { error: true, message: 'invalid bearer token supplied' }],
];

/** A picture of a code, which can't be drawn as one. */
const picture = {
  code: 200,
  data: { PairingPicture: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==' },
  success: true,
};

/** Answers without a code that can be read, while the phone is linked. */
const unreadWhileLinked: readonly (readonly [string, unknown])[] = [
  ['an envelope around {}', envelope('{}')],
  ['an empty QRCode in data', { code: 200, data: { QRCode: '' }, success: true }],
  ['an image under an unknown name in data', picture],
];

/** One value for ever, with an expiry or without one. */
const repeated = (['absent', 'sliding'] as const).map((expiry) =>
  scenario({
    done: `200 with the same value for ever, ${expiry === 'absent' ? 'without an expiry' : 'whose expiry is always 20 s ahead'}`,
    instance: { session: { codes: 1, firstCode: Infinity }, form: { expiry } },
    seen: expiry === 'absent' ? sights.joinedCode : freshCode,
    then: [
      { name: 'more than a minute', seen: sights.repeatedCode, within: repeatTimeout },
      // After the restart, the end of its code is estimated, whatever expiry the gateway reports.
      press('Restart and show code', sights.estimatedCode, recoveryTimeout),
    ],
  }),
);

/** What gateways answer to requests for a code. */
export const reportedAnswers: readonly Case[] = [
  ...addresses.map(([done, status, fault]) =>
    scenario({
      done,
      faults: everyQrRequest(fault),
      seen: { ...sights.wrongAddress(status), absentTexts: ['Cannot POST', 'page not found'] },
      ends: true,
    }),
  ),
  scenario({
    done: '403 with a challenge page, now and then',
    faults: [{ path: paths.qr, ...challenge }],
    seen: { ...sights.firewall(403), absentTexts: ['Just a moment'] },
    then: [nextRequest(10, { seen: sights.joinedCode })],
  }),
  scenario({
    done: '401 “Missing access_token”, although it was sent',
    faults: everyQrRequest({ status: 401, body: { message: 'Missing access_token' } }),
    seen: sights.credentialsMissing,
    ends: true,
  }),
  scenario({
    done: '422 about every session but “default”, from session/info too',
    faults: [paths.qr, paths.info].map((path) => ({
      path,
      times: 'always',
      status: 422,
      body: {
        message: `${coreOnly} You tried to access 'x' session`,
        error: 'Unprocessable Entity',
        statusCode: 422,
      },
    })),
    seen: noCodeYet(coreOnly),
    then: [tryNow(noCodeYet(coreOnly, 20)), tryNow(sights.ownWordsAtLast(coreOnly))],
    ends: true,
  }),
  ...successes.map(([words, body]) =>
    scenario({
      done: `200 that says “${words}”`,
      faults: everyQrRequest({ body }),
      seen: noCodeYet(words),
      then: [
        {
          name: 'a code',
          act: ({ instance }) => {
            instance.faults.clear();
          },
          seen: sights.joinedCode,
          within: 20_000,
        },
      ],
    }),
  ),
  ...unreadWhileLinked.map(([what, body]) =>
    scenario({
      done: `200 with ${what}, while session/info says WORKING`,
      status: 'WORKING',
      faults: everyQrRequest({ body }),
      seen: linked('Already linked to John Doe'),
      then: [linkConfirmed],
      ends: true,
    }),
  ),
  scenario({
    done: '200 with an image under an unknown name in data',
    faults: everyQrRequest({ body: picture }),
    seen: {
      ...unreadableAnswer('Expected JSON with a QR code', 'application/json'),
      absentTexts: ['image/png', 'iVBORw0KGgo'],
    },
    then: [
      {
        name: 'a look at the session, which has a code',
        expected: 'a request of session/info',
        act: (stage) => stage.waitForRequests(1, paceTimeout, paths.info).then(() => 'it came'),
      },
    ],
  }),
  ...repeated,
];
