import { json } from '../../../fakes/fetch';
import { qrValue } from '../../../samples/qrvalues';
import type { Row } from './recorded.row';
import { code, done, empty, failure, started, status } from './recorded.row';

const wrongState = 'Session status is not as expected. Try again later or restart the session';
const notFound =
  "We didn't find a session with name 'default'.\nPlease start it first by using POST /api/sessions/default/start request";
const notFoundShown = notFound.replace('\n', ' ');
const coreOnly =
  "WAHA Core support only 'default' session. You tried to access 'other' session (base64: b3RoZXI=). If you want to run more then one WhatsApp account - please get WAHA PLUS version. Check this out: https://waha.devlike.pro/";

/** Answers of a real WAHA 2026.2.1, and of versions and editions beside it. */
export const waha: readonly Row[] = [
  ['a code', ['qr'], () => json(200, { value: qrValue }), code],
  ['the empty value after a scan', ['qr'], () => json(200, { value: '' }), empty],
  ['no raw code yet, in 2024', ['qr'], () => json(200, {}), empty],
  ...(['STARTING', 'WORKING', 'FAILED', 'STOPPED'] as const).map((word): Row => [
    `a 422 of a session that is ${word}`,
    ['qr'],
    () => json(422, { error: wrongState, session: 'default', status: word, expected: ['SCAN_QR_CODE'] }),
    status(word),
  ]),
  [
    'a session that doesn’t exist',
    ['qr', 'session', 'pairingCode', 'restart', 'logout'],
    () => json(422, { error: 'Session "nope" does not exist', session: 'nope' }),
    failure('instance', 422, 'Session "nope" does not exist'),
  ],
  [
    'the free edition, with another session than its own',
    ['qr', 'session', 'pairingCode'],
    () => json(422, { message: coreOnly, error: 'Unprocessable Entity', statusCode: 422 }),
    status('unknown', `${coreOnly.slice(0, 199)}…`),
  ],
  [
    'the free edition, commanded about another session',
    ['start', 'restart', 'stop', 'logout', 'create', 'delete'],
    () => json(422, { message: coreOnly, error: 'Unprocessable Entity', statusCode: 422 }),
    failure('request', 422, `${coreOnly.slice(0, 199)}…`),
  ],
  [
    'an unknown session',
    ['session', 'start', 'delete'],
    () => json(404, { message: 'Session not found', error: 'Not Found', statusCode: 404 }),
    failure('instance', 404, 'Session not found'),
  ],
  [
    'a session that isn’t running',
    ['qr', 'pairingCode'],
    () => json(404, { message: notFound, error: 'Not Found', statusCode: 404 }),
    failure('instance', 404, notFoundShown),
  ],
  [
    'a start of a running session',
    ['start', 'restart'],
    () => json(422, { message: started, error: 'Unprocessable Entity', statusCode: 422 }),
    failure('alreadyStarted', 422, started),
  ],
  [
    'the creation of a session that exists',
    ['create'],
    () =>
      json(422, {
        message: "Session 'default' already exists. Use PUT to update it.",
        error: 'Unprocessable Entity',
        statusCode: 422,
      }),
    failure('request', 422, "Session 'default' already exists. Use PUT to update it."),
  ],
  [
    'a feature of the paid edition',
    ['pairingCode', 'logout'],
    () =>
      json(422, {
        message:
          "The feature is available only in Plus version for 'NOWEB' engine. Check this out: https://waha.devlike.pro/",
        error: 'Unprocessable Entity',
        statusCode: 422,
      }),
    failure(
      'unsupported',
      422,
      "The feature is available only in Plus version for 'NOWEB' engine. Check this out: https://waha.devlike.pro/",
    ),
  ],
  [
    'an accepted command',
    ['start', 'restart', 'stop', 'logout'],
    () =>
      json(201, {
        name: 'default',
        status: 'STARTING',
        me: null,
        presence: null,
        timestamps: {},
        engine: { engine: 'NOWEB' },
      }),
    done,
  ],
  ['a deletion, without a body or a type', ['delete'], () => new Response(''), done],
  [
    'a command during another one',
    ['restart', 'logout'],
    () =>
      json(500, {
        statusCode: 500,
        timestamp: '2026-11-28T00:00:00.000Z',
        exception: { message: 'async-lock timed out in queue default' },
      }),
    failure('unavailable', 500, 'async-lock timed out in queue default'),
  ],
  [
    'a wrong key',
    ['qr'],
    () => json(401, { message: 'Unauthorized', statusCode: 401 }),
    failure('token', 401, 'Unauthorized'),
  ],
  [
    'a wrong base path, behind the login of its pages',
    ['qr', 'session', 'restart'],
    () =>
      new Response(null, {
        status: 401,
        headers: { 'WWW-Authenticate': 'Basic', 'Content-Type': 'text/html' },
      }),
    failure('address', 401),
  ],
  [
    'a wrong path of the API, with its whole URL',
    ['qr', 'session', 'restart'],
    () =>
      json(404, {
        message: 'Cannot GET /api//auth/qr?format=raw&access_token=x',
        error: 'Not Found',
        statusCode: 404,
      }),
    failure('address', 404),
  ],
  [
    'a bad request, with a list of problems',
    ['session'],
    () => json(400, { statusCode: 400, message: ['all must be a boolean value'], error: 'Bad Request' }),
    failure('request', 400, 'all must be a boolean value'),
  ],
  [
    'a pairing code',
    ['pairingCode'],
    () => json(201, { code: 'KYA1-M3AW' }),
    { kind: 'pairingCode', code: 'KYA1M3AW' },
  ],
  [
    'a pairing code in another status, which only the words name',
    ['pairingCode'],
    () =>
      json(422, {
        message: 'Can request code only in SCAN_QR_CODE status. The current status is FAILED',
        error: 'Unprocessable Entity',
        statusCode: 422,
      }),
    status('FAILED'),
  ],
  [
    'a fresh session that is stopped',
    ['session'],
    () =>
      json(200, {
        name: 'default',
        status: 'STOPPED',
        config: null,
        me: null,
        presence: null,
        timestamps: { activity: null },
        engine: {},
      }),
    status('STOPPED'),
  ],
  [
    'a session for which a pairing code was requested',
    ['session'],
    () =>
      json(200, {
        name: 'default',
        status: 'SCAN_QR_CODE',
        me: { id: '15557654321@c.us', pushName: '~', lid: '' },
        presence: null,
        timestamps: {},
        engine: { engine: 'NOWEB' },
      }),
    { kind: 'status', status: 'SCAN_QR_CODE', account: { number: '+15557654321', placeholder: true } },
  ],
  [
    'a session that was just scanned',
    ['session'],
    () =>
      json(200, {
        name: 'default',
        status: 'SCAN_QR_CODE',
        me: { id: '15550001111@c.us', lid: '100000000000001@lid' },
        presence: null,
        timestamps: {},
        engine: { engine: 'NOWEB' },
      }),
    { kind: 'status', status: 'SCAN_QR_CODE', account: { number: '+15550001111' } },
  ],
  [
    'a session whose phone removed the device',
    ['session'],
    () =>
      json(200, {
        name: 'default',
        status: 'FAILED',
        me: { id: '15550001111@c.us', pushName: 'Rig Phone', lid: '100000000000001@lid' },
        presence: null,
      }),
    { kind: 'status', status: 'FAILED', account: { name: 'Rig Phone', number: '+15550001111' } },
  ],
];
