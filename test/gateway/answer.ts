import * as v from 'valibot';
import type { Fault } from './fault';
import type { Code } from './session';

/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  /** Null leaves out a header that would be there otherwise. */
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: string;
  /** Where the connection is dropped, if it is. */
  readonly drop?: 'beforeAnswer' | 'midBody';
  /** Blanks fill the body up to this many bytes. */
  readonly size?: number;
  /** How the body is compressed. */
  readonly encoding?: 'gzip';
  /** After the body, one blank follows every so many ms, without end. */
  readonly endless?: number;
  /** The QR code that the answer carries. */
  readonly delivers?: Code;
}

/** An answer with a JSON body. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

/** An error as the vendor documents it: `code` and `message` at the top level. */
export function errorAnswer(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { code, message });
}

/** The answer to invalid input; the message says which field is wrong and why. */
export function invalidInput(issues: readonly v.BaseIssue<unknown>[]): Answer {
  const problems = issues.map((issue) => [v.getDotPath(issue) ?? 'body', issue.message].join(': '));
  return errorAnswer(400, 'invalid_param', problems.join('; '));
}

/** The answer that a fault gives instead of the documented one, if any. */
export function scripted({ status, body, redirect }: Fault): Answer | undefined {
  if (typeof body === 'string') {
    return { status: status ?? 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
  }
  if (body !== undefined) return jsonAnswer(status ?? 200, body);
  const code = status ?? (redirect === undefined ? undefined : 302);
  return code === undefined ? undefined : errorAnswer(code, 'scripted_fault', `Scripted answer ${code}.`);
}

/** Adds the `Date` of a gateway whose clock says `now`, and everything else that a fault changes. */
export function dated(answer: Answer, now: number, fault: Fault = {}): Answer {
  const { redirect, retryAfter, dateSkew = 0, drop, size, encoding, endless } = fault;
  const headers = Object.entries(fault.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...(redirect === undefined ? {} : { location: redirect }),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(dateSkew === 'absent' ? {} : { date: new Date(now + dateSkew).toUTCString() }),
      ...Object.fromEntries(headers),
    },
    ...(drop === undefined ? {} : { drop }),
    ...(size === undefined ? {} : { size }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(endless === undefined ? {} : { endless }),
  };
}
