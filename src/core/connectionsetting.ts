import type { Connection, GatewayKind } from './connection';
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
/** Most entries that are read: no one has more accounts, and a settings file can hold anything. */
export const mostConnections = 100;

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
  const entries: readonly unknown[] = Array.isArray(data) ? data.slice(0, mostConnections) : [];
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

/**
 * The place of the entry that a name means, in the setting's data: of the connection that can be used, or else of the
 * entry that can't and is told of under that name; -1 if there is none.
 */
export function entryPlace(data: readonly unknown[], name: string): number {
  const read = data.slice(0, mostConnections);
  const usable = read.findIndex((entry) => {
    const connection = readConnection(entry, 'body');
    return typeof connection !== 'string' && connection.name === name;
  });
  return usable >= 0 ? usable : read.findIndex((entry, index) => (nameOf(entry) ?? `${index + 1}`) === name);
}

/** The entries of the setting's data as they were written, and all that is in them; what is no list is one entry. */
export function rawEntries(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  return data === undefined || data === null ? [] : [data];
}

/** The entries with another name for one of them; all else that was written in it stays. */
export function withName(data: readonly unknown[], before: string, after: string): readonly unknown[] {
  const place = entryPlace(data, before);
  return data.map((entry, index) =>
    index === place && typeof entry === 'object' ? { ...entry, name: after } : entry,
  );
}

/** The entries with a new one; it takes the place of one of that name that can't be used, and what else was written there. */
export function withEntry(
  data: readonly unknown[],
  entry: { readonly name: string; readonly kind: GatewayKind; readonly endpoint: string },
): readonly unknown[] {
  const place = entryPlace(data, entry.name);
  if (place < 0) return [...data, entry];
  return data.map((each, index) =>
    index === place ? { ...(typeof each === 'object' && each), ...entry } : each,
  );
}

/** The entries without the one that a name means. */
export function without(data: readonly unknown[], name: string): readonly unknown[] {
  const place = entryPlace(data, name);
  return data.filter((_, index) => index !== place);
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
