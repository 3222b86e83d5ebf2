import { createHash } from 'node:crypto';
import type { Answer } from './answer';
import { jsonAnswer } from './answer';
import type { Session } from './session';

// The bodies of WAHA 2026.2.1, as measured.

/** A session that isn't there, or isn't running: WAHA says the same about both. */
export function invalidSession(name: string): Answer {
  return jsonAnswer(404, {
    statusCode: 404,
    code: 'invalid_session',
    message: `We didn't find a session with name '${name}'. Please start it first`,
  });
}

/** No access token, or a wrong one. */
export const unauthorized: Answer = jsonAnswer(401, { message: 'Unauthorized', statusCode: 401 });

/** There is no such path. The real one repeats the whole address too, with its query. */
export function cannot(method: string, { pathname, search }: URL): Answer {
  const message = `Cannot ${method} ${pathname}${search}`;
  return jsonAnswer(404, { message, error: 'Not Found', statusCode: 404 });
}

/** A start of a session that runs already, even if it has failed. */
export function alreadyStarted({ name }: Session): Answer {
  return unprocessable(`Session '${name}' is already started.`);
}

/** A request for a pairing code while no QR code is shown. */
export function noPairingCode({ status }: Session): Answer {
  return unprocessable(`Can request code only in SCAN_QR_CODE status. The current status is ${status}`);
}

/** A command that waited too long for the one before it. */
export function lockTimeout({ name }: Session, now: number, command: string): Answer {
  const message = `async-lock timed out in queue ${name}`;
  return jsonAnswer(500, {
    statusCode: 500,
    timestamp: new Date(now).toISOString(),
    exception: { message, name: 'Error', stack: `Error: ${message}\n    at AsyncLock` },
    request: { path: `/api/sessions/${name}/${command}`, method: 'POST', body: {}, query: {} },
    version: { version: '2026.2.1', engine: 'NOWEB', tier: 'CORE', browser: null },
  });
}

/** The session's JSON, as each command and `session/info` answer it. */
export function sessionAnswer(session: Session, status: number): Answer {
  const running = session.status !== 'STOPPED';
  return jsonAnswer(status, {
    name: session.name,
    status: session.status,
    // Only a session that never ran has this field.
    ...(!running && session.run === 1 && { config: null }),
    me: session.stored ?? null,
    presence: null,
    timestamps: running ? {} : { activity: null },
    engine: running ? { engine: 'NOWEB' } : {},
  });
}

/** Adds the headers of Express. WAHA sends no `Cache-Control`. */
export function withExpressHeaders(answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      'x-powered-by': 'Express',
      'access-control-allow-origin': '*',
      'cache-control': null,
      ...(answer.body !== '' && { etag: etag(answer.body) }),
      ...answer.headers,
    },
  };
}

function unprocessable(message: string): Answer {
  return jsonAnswer(422, { message, error: 'Unprocessable Entity', statusCode: 422 });
}

/** A weak tag, as the package `etag` makes it. */
function etag(body: string): string {
  const hash = createHash('sha1').update(body).digest('base64').slice(0, 27);
  return `W/"${Buffer.byteLength(body).toString(16)}-${hash}"`;
}
