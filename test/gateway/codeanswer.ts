import * as v from 'valibot';
import type { Answer } from './answer';
import { jsonAnswer } from './answer';
import type { Code, Session } from './session';

/** The parts of a form that can be changed; it validates the JSON that arrives over HTTP. */
export const codeFormChange = v.strictObject({
  /** Milliseconds, seconds, an ISO date, milliseconds as text, no expiry at all, or one that lies 20 s ahead each time. */
  expiry: v.exactOptional(v.picklist(['ms', 's', 'iso', 'string', 'absent', 'sliding'])),
  base64: v.exactOptional(v.picklist(['standard', 'urlSafe', 'unpadded', 'wrapped'])),
  /** What `data` is: Base64 of the JSON, the object itself or the bare value; or another field instead of the envelope. */
  data: v.exactOptional(v.picklist(['base64', 'object', 'text', 'value', 'qr', 'code'])),
});

/** How an instance writes a QR code; the vendor's documents leave all of this open. */
export type CodeForm = Readonly<Required<v.InferOutput<typeof codeFormChange>>>;

/** The time, and how far the gateway's clock runs ahead of it, in ms. */
interface GatewayTime {
  now(): number;
  skew(): number;
}

/** How far a sliding expiry lies ahead, in ms. */
const slide = 20_000;

/** The form in the vendor's own sample. */
export const documentedForm: CodeForm = { expiry: 'ms', base64: 'standard', data: 'base64' };

/** The documented answer with a QR code, from a gateway whose clock runs `skew` ms ahead. */
export function codeAnswer(code: Code, form: CodeForm = documentedForm, skew = 0): Answer {
  const content = { value: code.value, ...expiryField(code.until + skew, form.expiry) };
  switch (form.data) {
    case 'base64':
      return envelope(encode(JSON.stringify(content), form.base64));
    case 'object':
      return envelope(content);
    case 'text':
      return envelope(code.value);
    case 'value':
      return jsonAnswer(200, content);
    case 'qr':
    case 'code':
      return jsonAnswer(200, { [form.data]: code.value });
  }
}

/** The answer with the code that a session shows now, or the documented 422 if it shows none. */
export function shownCodeAnswer(session: Session, form: CodeForm, state: GatewayTime): Answer {
  const { shownCode, code } = session;
  if (shownCode === undefined) return unexpectedStatus(session);
  const until = form.expiry === 'sliding' ? state.now() + slide : shownCode.until;
  return {
    ...codeAnswer({ ...shownCode, until }, form, state.skew()),
    // A code that a phone has used is handed out too, but no phone can scan it.
    ...(code && { delivers: code }),
  };
}

/** The documented 422: it names the session's status, which decides what a client can do. */
export function unexpectedStatus(session: Session): Answer {
  return jsonAnswer(422, {
    error: 'Session status is not as expected. Try again later or restart the session',
    session: session.name,
    status: session.status,
    expected: ['SCAN_QR_CODE'],
  });
}

/** The answer to `session/info` and to requests that change a session. */
export function infoAnswer(session: Session): Answer {
  return jsonAnswer(200, {
    name: session.name,
    status: session.status,
    config: {},
    me: session.account ?? null,
  });
}

function envelope(data: unknown): Answer {
  return jsonAnswer(200, { mimetype: 'application/json; charset=utf-8', data });
}

function expiryField(until: number, unit: CodeForm['expiry']): { expiry?: number | string } {
  switch (unit) {
    case 'ms':
    case 'sliding':
      return { expiry: Math.floor(until) };
    case 's':
      return { expiry: Math.floor(until / 1_000) };
    case 'iso':
      return { expiry: new Date(until).toISOString() };
    case 'string':
      return { expiry: String(Math.floor(until)) };
    case 'absent':
      return {};
  }
}

function encode(text: string, variant: CodeForm['base64']): string {
  const standard = Buffer.from(text).toString('base64');
  switch (variant) {
    case 'standard':
      return standard;
    case 'urlSafe':
      return Buffer.from(text).toString('base64url');
    case 'unpadded':
      return standard.replace(/=+$/, '');
    case 'wrapped':
      return standard.replace(/.{76}/g, '$&\r\n');
  }
}
