import { json, text } from '../../../fakes/fetch';
import type { Row } from './recorded.row';
import { done, empty, failure, started, status } from './recorded.row';

/** Answers from public bug reports, and from other gateways of this kind. */
export const reports: readonly Row[] = [
  [
    'OpenWA#97: not started',
    ['qr'],
    () =>
      json(404, {
        statusCode: 404,
        code: 'invalid_session',
        message: "We didn't find a session with name 'x'. Please start it first",
      }),
    failure('instance', 404, "We didn't find a session with name 'x'. Please start it first"),
  ],
  [
    'a 422 of the server behind the gateway, without its status',
    ['qr', 'session'],
    () => json(422, { code: 'wawp_upstream_error', message: 'Session status is not as expected.' }),
    { kind: 'status', status: 'unknown', message: 'Session status is not as expected.' },
  ],
  [
    'templates#1064: no such path',
    ['qr', 'session'],
    () => text(404, '404 page not found\n'),
    failure('address', 404),
  ],
  [
    'waha#1835: no such path',
    ['qr'],
    () => text(404, 'Cannot POST /v2/auth/qr?access_token=x', 'text/html'),
    failure('address', 404),
  ],
  ['an empty 404', ['qr', 'restart'], () => text(404, '', ''), failure('address', 404)],
  ['JSON of something else', ['qr'], () => json(404, { detail: 'Not Found' }), failure('address', 404)],
  [
    'WordPress without the plug-in',
    ['qr'],
    () =>
      json(404, {
        code: 'rest_no_route',
        message: 'No route was found matching the URL and request method.',
        data: { status: 404 },
      }),
    failure('address', 404),
  ],
  [
    'waha#2231: a restart while FAILED',
    ['restart'],
    () => json(422, { statusCode: 422, message: started, error: 'Unprocessable Entity' }),
    failure('alreadyStarted', 422, started),
  ],
  [
    'whatsapp-api#260: not ready',
    ['qr', 'session'],
    () => json(200, { success: false, message: 'qr code not ready or already scanned' }),
    status('unknown', 'qr code not ready or already scanned'),
  ],
  [
    'whatsapp-api-nodejs#321: disconnected',
    ['qr', 'session'],
    () => json(200, { status: 'error', message: 'Instance disconnected', data: null }),
    status('unknown', 'Instance disconnected'),
  ],
  [
    'whatsapp-api-nodejs#448: its own token',
    ['qr', 'session'],
    () => json(200, { error: true, message: 'invalid bearer token supplied' }),
    status('unknown', 'invalid bearer token supplied'),
  ],
  ['wuzapi#136: no code', ['qr'], () => json(200, { code: 200, data: { QRCode: '' }, success: true }), empty],
  [
    'waha#1315: an envelope with nothing in it',
    ['qr'],
    () => json(200, { mimetype: 'application/json; charset=utf-8', data: 'e30=' }),
    empty,
  ],
  ['waha#291: a promise to log out', ['logout'], () => json(200, { success: true }), done],
  [
    'waha#1651: an engine that fails',
    ['pairingCode'],
    () =>
      json(500, { statusCode: 500, exception: { message: 'window.onCodeReceivedEvent is not a function' } }),
    failure('unavailable', 500, 'window.onCodeReceivedEvent is not a function'),
  ],
  [
    'an engine without pairing codes',
    ['pairingCode'],
    () => json(422, { message: 'The method is not implemented by the engine.' }),
    failure('unsupported', 422, 'The method is not implemented by the engine.'),
  ],
  ['evolution-go#21: no pairing code yet', ['pairingCode'], () => json(200, { code: '' }), empty],
  [
    'codex#21735: a challenge',
    ['qr', 'session', 'restart', 'pairingCode'],
    () =>
      text(403, '<!DOCTYPE html><title>Just a moment...</title>', 'text/html', {
        'cf-mitigated': 'challenge',
      }),
    failure('firewall', 403),
  ],
  [
    'a challenge without the header',
    ['qr', 'restart'],
    () => text(503, '<html><script src="/cdn-cgi/challenge-platform/x.js"></script>', 'text/html'),
    failure('firewall', 503),
  ],
  [
    'a page that forbids',
    ['qr'],
    () => text(403, '<html><h1>Forbidden</h1>', 'text/html'),
    failure('firewall', 403),
  ],
  [
    'a challenge with the status of a success',
    ['qr', 'restart'],
    () => text(200, '<html><title>Just a moment...</title>', 'text/html'),
    failure('firewall', 200),
  ],
  [
    'a web server’s page for a gateway that is down',
    ['qr'],
    () =>
      text(503, '<html><h1>503 Service Temporarily Unavailable</h1><hr><center>nginx</center>', 'text/html'),
    failure('unavailable', 503),
  ],
  [
    'credentials in another place',
    ['qr', 'session', 'restart'],
    () => json(401, { message: 'Missing access_token' }),
    failure('credentials', 401, 'Missing access_token'),
  ],
  [
    'credentials in another place, as a code',
    ['qr'],
    () => json(401, { code: 'missing_token' }),
    failure('credentials', 401),
  ],
  [
    'credentials in another place, with the code of another status',
    ['qr'],
    () => json(401, { code: 'missing_param', message: 'access_token is required' }),
    failure('credentials', 401, 'access_token is required'),
  ],
  [
    'wppconnect: credentials in another place',
    ['qr'],
    () => json(401, { message: 'Token is not present. Check your header and try again' }),
    failure('credentials', 401, 'Token is not present. Check your header and try again'),
  ],
  [
    'open-wa: nobody can tell whether the token is wrong or missing',
    ['qr'],
    () => json(401, { error: 'Unauthorized', message: 'Invalid or missing API key' }),
    failure('token', 401, 'Invalid or missing API key'),
  ],
  [
    'wppconnect: a wrong token',
    ['qr'],
    () => json(401, { error: 'Check that the Session and Token are correct' }),
    failure('token', 401, 'Check that the Session and Token are correct'),
  ],
  [
    'an unpaid account',
    ['qr'],
    () => json(402, { message: 'Payment required' }),
    failure('forbidden', 402, 'Payment required'),
  ],
  [
    'Evolution: not activated',
    ['qr', 'session', 'restart'],
    () =>
      json(503, {
        error: 'service not activated',
        code: 'LICENSE_REQUIRED',
        register_url: 'https://gateway.example/manager/login',
        message: 'Activate it.',
      }),
    failure('forbidden', 503, 'Activate it.'),
  ],
  [
    'Evolution: not activated, with the code as its error',
    ['qr'],
    () => json(503, { error: 'LICENSE_REQUIRED' }),
    failure('forbidden', 503, 'LICENSE_REQUIRED'),
  ],
  [
    'Evolution: an unknown instance, with its words deep inside',
    ['qr', 'session'],
    () =>
      json(404, {
        status: 404,
        error: 'Not Found',
        response: { message: ['The "nosuch" instance does not exist'] },
      }),
    failure('instance', 404, 'The "nosuch" instance does not exist'),
  ],
  [
    'Evolution: a wrong path',
    ['qr'],
    () => json(404, { status: 404, error: 'Not Found', response: { message: ['Cannot GET /nosuch'] } }),
    failure('address', 404),
  ],
  ['Evolution: no code yet', ['qr'], () => json(200, { count: 0 }), empty],
  ['Evolution: a code that isn’t drawn yet', ['qr'], () => json(200, { pairingCode: null, count: 1 }), empty],
  [
    'Evolution: any trouble',
    ['qr'],
    () => json(200, { error: true, message: '[object Object]' }),
    status('unknown'),
  ],
  [
    'Evolution: logged out',
    ['logout'],
    () => json(200, { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } }),
    done,
  ],
  [
    'wuzapi: a command that failed, with a status of its own',
    ['restart'],
    () => json(200, { code: 500, error: 'No session', success: false }),
    failure('unavailable', 500, 'No session'),
  ],
  [
    'words in data',
    ['qr'],
    () => json(500, { data: { message: 'No browser' } }),
    failure('unavailable', 500, 'No browser'),
  ],
];
