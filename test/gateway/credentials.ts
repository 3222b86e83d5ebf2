import type { Answer } from './answer';
import { errorAnswer } from './answer';

/** Where a request carries its credentials. */
export type CredentialsPlace = 'body' | 'query' | 'both' | 'none';

/** What a request carries. */
export interface Credentials {
  readonly place: CredentialsPlace;
  readonly instance: string | undefined;
  readonly token: string | undefined;
  readonly format: string | undefined;
  readonly number: string | undefined;
  /** The name for a new session. */
  readonly name: string | undefined;
  /** The answer to a request whose body can't be read. */
  readonly unreadable?: Answer;
}

/** Reads the fields of a request: from the JSON body, or else from the query. */
export function readCredentials(query: URLSearchParams, body: string): Credentials {
  const fields = parseObject(body);
  const field = (name: string): { body: string | undefined; query: string | undefined } => {
    const value = fields?.[name];
    return { body: typeof value === 'string' ? value : undefined, query: query.get(name) ?? undefined };
  };
  const [instance, token] = [field('instance_id'), field('access_token')];
  const [format, number] = [field('format'), field('phone_number')];
  const [sessionName, name] = [field('session_name'), field('name')];
  const inBody = instance.body !== undefined || token.body !== undefined;
  const inQuery = instance.query !== undefined || token.query !== undefined;
  return {
    place: inBody ? (inQuery ? 'both' : 'body') : inQuery ? 'query' : 'none',
    instance: instance.body ?? instance.query,
    token: token.body ?? token.query,
    format: format.body ?? format.query,
    number: number.body ?? number.query,
    name: sessionName.body ?? sessionName.query ?? name.body ?? name.query,
    ...(fields === undefined
      ? { unreadable: errorAnswer(400, 'invalid_json', 'The request body is not a JSON object.') }
      : {}),
  };
}

/** Why credentials are refused before they are checked; a request about an account needs no instance. */
export function refuseForm(
  { unreadable, place, instance, token }: Credentials,
  about: 'instance' | 'account' = 'instance',
): Answer | undefined {
  if (unreadable !== undefined) return unreadable;
  if (place === 'both') {
    return errorAnswer(
      400,
      'invalid_param',
      'Send the credentials in the JSON body or in the query, not in both.',
    );
  }
  const missing = [
    instance || about === 'account' ? [] : ['instance_id'],
    token ? [] : ['access_token'],
  ].flat();
  if (missing.length === 0) return undefined;
  return errorAnswer(400, 'missing_param', `Missing parameter(s): ${missing.join(', ')}`);
}

function parseObject(text: string): Partial<Record<string, unknown>> | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
