import type { Fault } from '../../gateway/fault';

// Answers in public bug reports; names are replaced.

const json = 'application/json; charset=utf-8';
/** The type of a page. */
export const html = 'text/html; charset=utf-8';
/** The documented envelope around a text. */
export function envelope(data: string): Readonly<Record<string, string>> {
  return { mimetype: json, data: Buffer.from(data).toString('base64') };
}

/** A session that isn't there, or isn't running. */
export const invalidSession: Fault = {
  status: 404,
  body: {
    statusCode: 404,
    code: 'invalid_session',
    message: "We didn't find a session with name 'x'. Please start it first",
  },
};

/** A session in a status in which it has no code. */
export function unexpected(status: string): Fault {
  return {
    status: 422,
    body: {
      error: 'Session status is not as expected. Try again later or restart the session',
      session: 'x',
      status,
      expected: ['SCAN_QR_CODE'],
    },
  };
}

/** A command that is refused since the session runs, even if it has failed. */
export const alreadyStarted: Fault = {
  status: 422,
  body: {
    statusCode: 422,
    message: "Session 'default' is already started.",
    error: 'Unprocessable Entity',
  },
};

/** A page of a firewall that wants to see a browser. */
export const challenge: Fault = {
  status: 403,
  body: '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>',
  headers: { 'content-type': html, 'cf-mitigated': 'challenge', server: 'cloudflare' },
};
