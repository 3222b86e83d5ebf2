import type { HttpAnswer } from '../../http/exchange';
import { documentedKind } from '../../failures/failure';
import type { Fields } from './fields';
import { fieldsOf, openedBody } from './fields';
import { knownStatus } from './sessionstatus';
import { readXmlError } from './xmlerror';

/** The fields of an error's body; each can be missing. */
export interface ErrorBody {
  /** The error code, such as `invalid_instance`, or an HTTP status. */
  readonly code?: string | number | undefined;
  /** The gateway's own words, not yet cleaned for display. */
  readonly message?: string | undefined;
  /** The session's status in a 422. */
  readonly status?: string | undefined;
  /** Whether the body has the form of this API's errors, so that the gateway itself wrote it and not something in front of it. */
  readonly isFromGateway?: true | undefined;
}

/** Fields of which every error of a gateway has at least one. */
const errorFields = ['message', 'error', 'code', 'statusCode'] as const;

/** Reads an error's body: JSON and XML by their fields, plain text as the message. HTML pages are ignored. */
export function readErrorBody({ type, body }: Pick<HttpAnswer, 'type' | 'body'>, json: unknown): ErrorBody {
  const bodies = openedBody(json);
  const [fields] = bodies;
  if (fields)
    return {
      code: codeIn(fields),
      message: wordsIn(bodies),
      status: statusIn(bodies),
      ...(errorFields.some((name) => Object.hasOwn(fields, name)) && { isFromGateway: true }),
    };
  if (json !== undefined) return typeof json === 'string' ? { message: json } : {};
  if (/^(application|text)\/(.+\+)?xml$/.test(type) || body.startsWith('<?xml')) {
    const xml = readXmlError(body);
    return { ...xml, ...((xml.code ?? xml.message) !== undefined && { isFromGateway: true }) };
  }
  return type === 'text/plain' ? { message: body } : {};
}

/** The code that says most: a documented one, else an error of HTTP, else the first. */
function codeIn(fields: Fields): string | number | undefined {
  const { code, error, statusCode, status } = fields;
  const inner = fieldsOf(error);
  const codes = [
    code,
    inner?.['code'],
    inner ? undefined : documented(error),
    statusCode,
    numberOf(status),
  ].filter((each) => typeof each === 'string' || typeof each === 'number');
  return codes.find((each) => documentedKind(each)) ?? codes.find((each) => Number(each) >= 400) ?? codes[0];
}

function documented(error: unknown): string | undefined {
  return typeof error === 'string' && documentedKind(error) ? error : undefined;
}

function numberOf(status: unknown): number | undefined {
  return typeof status === 'number' ? status : undefined;
}

function statusIn(bodies: readonly Fields[]): string | undefined {
  const words = bodies.map(({ status }) => status).filter((status) => typeof status === 'string');
  return words.find(knownStatus) ?? words[0];
}

/** The gateway's words, wherever frameworks put them. A mere reason phrase is often in `error`, so that comes late. */
function wordsIn(bodies: readonly Fields[]): string | undefined {
  for (const { message, response, exception, error } of bodies) {
    const found =
      words(message) ??
      words(fieldsOf(response)?.['message']) ??
      words(fieldsOf(exception)?.['message']) ??
      words(fieldsOf(error)?.['message']) ??
      words(error);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text, or several: upstream validators report all problems in one list. */
function words(value: unknown): string | undefined {
  const texts = Array.isArray(value) ? (value as unknown[]) : [value];
  const all = texts.filter((text) => typeof text === 'string').filter(saysSomething);
  return all.length === 0 ? undefined : all.join('; ');
}

function saysSomething(text: string): boolean {
  return text.trim() !== '' && text !== '[object Object]';
}
