import { textFromBase64 } from '../../text/base64';
import { isRecord, parseJson } from '../../text/json';

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value that is an object; undefined for a list and all other values. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}

/** The objects in a body that can hold an answer's fields: the body, and what its envelope `data` holds as it is or in Base64. */
export function openedBody(json: unknown): readonly Fields[] {
  const body = fieldsOf(json);
  if (!body) return [];
  const data = Object.hasOwn(body, 'data') ? body['data'] : undefined;
  const text = typeof data === 'string' ? textFromBase64(data) : undefined;
  const inner = fieldsOf(text === undefined ? data : parseJson(text));
  return inner ? [body, inner] : [body];
}
