import type { Connection } from './connection';
import { gatewayKinds } from './connection';
import type { EndpointProblem } from './endpoint';
import { parseEndpoint } from './endpoint';
import type { Credentials } from './wawp';

/** Why a text can't be a connection's name. */
export type NameProblem = 'noName' | 'longName' | 'oddName';

/** What is wrong with an entry of the setting `pairWhatsApp.connections`. */
export interface ConnectionProblem {
  /** The entry's name, or its number among the entries if it has none. */
  readonly entry: string;
  readonly problem: 'notObject' | NameProblem | 'duplicate' | 'kind' | EndpointProblem;
}

/** Longest name of a connection, in characters. */
export const longestConnectionName = 40;
/** No one has more accounts than this; a settings file can hold anything. */
const most = 100;

/** What is wrong with a name for a connection; undefined if nothing is. */
export function connectionNameProblem(name: string): NameProblem | undefined {
  if (name.trim() === '') return 'noName';
  if (name.length > longestConnectionName) return 'longName';
  // What can't be seen or turns the text around could make two names look alike.
  return name !== name.trim() || /[\p{C}\p{Zl}\p{Zp}]/u.test(name) ? 'oddName' : undefined;
}

/** The connections in the setting's data, which can be anything, and what is wrong with the entries that are none. */
export function readConnections(
  data: unknown,
  usual: Credentials,
): { connections: readonly Connection[]; problems: readonly ConnectionProblem[] } {
  const connections: Connection[] = [];
  const problems: ConnectionProblem[] = [];
  const entries: readonly unknown[] = Array.isArray(data) ? data.slice(0, most) : [];
  entries.forEach((entry, index) => {
    const read = readConnection(entry, usual);
    const name = nameOf(entry) ?? `${index + 1}`;
    if (typeof read === 'string') problems.push({ entry: name, problem: read });
    else if (connections.some((other) => other.name === read.name))
      problems.push({ entry: name, problem: 'duplicate' });
    else connections.push(read);
  });
  return { connections, problems };
}

function readConnection(entry: unknown, usual: Credentials): Connection | ConnectionProblem['problem'] {
  if (typeof entry !== 'object' || entry === null) return 'notObject';
  const { name, kind, endpoint, credentials } = entry as Partial<Record<keyof Connection, unknown>>;
  if (typeof name !== 'string') return 'noName';
  const nameProblem = connectionNameProblem(name);
  if (nameProblem) return nameProblem;
  const known = kind === undefined ? 'wawp' : gatewayKinds.find((each) => each === kind);
  if (!known) return 'kind';
  const parsed = parseEndpoint(endpoint);
  if (!parsed.ok) return parsed.problem;
  const placement = credentials === 'query' || credentials === 'body' ? credentials : usual;
  return { name, kind: known, endpoint: parsed.endpoint, credentials: placement };
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return undefined;
  const { name } = entry;
  return typeof name === 'string' && connectionNameProblem(name) === undefined ? name : undefined;
}
