import type { Credentials } from './gateway';
import type { Gateway, GatewayKind } from './gateway';
import { gatewayKinds } from './gateway';
import type { EndpointProblem } from './endpoint';
import { parseEndpoint } from './endpoint';

/** Why a text can't be a gateway's name. */
export type NameProblem = 'noName' | 'longName' | 'oddName';

/** What is wrong with an entry of the setting `pairWhatsApp.gateways`. */
export interface GatewayProblem {
  /** What the entry goes by: its name if no other one goes by that, else a text that no gateway can have as its name. */
  readonly entry: string;
  /** Its number among the entries, if it doesn't go by its name. */
  readonly number?: number;
  /** The name that is written in it, though it goes by its number. */
  readonly name?: string;
  /** `tooMany`: it is one of those behind the last that is read, which this problem stands for. */
  readonly problem: 'notObject' | NameProblem | 'duplicate' | 'kind' | 'tooMany' | EndpointProblem;
}

/** Longest name of a gateway, in characters. */
export const maxGatewayNameLength = 40;
/** Most entries that are read: no one has more accounts, and a settings file can hold anything. */
export const maxGateways = 100;

/** What is wrong with a name for a gateway; undefined if nothing is. */
export function gatewayNameProblem(name: string): NameProblem | undefined {
  if (name.trim() === '') return 'noName';
  if (name.length > maxGatewayNameLength) return 'longName';
  // What can't be seen or turns the text around could make two names look alike.
  return name !== name.trim() || /[\p{C}\p{Zl}\p{Zp}]/u.test(name) ? 'oddName' : undefined;
}

/** The gateways in the setting's data, which can be anything, and what is wrong with the entries that are none. */
export function readGateways(
  data: unknown,
  fallback: Credentials,
): { gateways: readonly Gateway[]; problems: readonly GatewayProblem[] } {
  const read = Array.isArray(data) ? readEntries(data, fallback) : [];
  return {
    gateways: read.filter((entry) => 'kind' in entry),
    problems: read.filter((entry) => 'problem' in entry),
  };
}

/**
 * The place of the entry that a name means, in the setting's data: of the gateway that can be used, or else of the
 * entry that can't and goes by that; -1 if there is none.
 */
export function entryPlace(data: readonly unknown[], name: string): number {
  const read = readEntries(data);
  const usable = read.findIndex((entry) => 'kind' in entry && entry.name === name);
  return usable >= 0 ? usable : brokenPlace(read, name);
}

/** Whether a gateway of that name can be used. */
export function hasGateway(data: readonly unknown[], name: string): boolean {
  return readEntries(data).some((entry) => 'kind' in entry && entry.name === name);
}

/** Whether a gateway of that name could be added without being one too many. */
export function hasRoom(data: readonly unknown[], name: string): boolean {
  return data.length < maxGateways || brokenPlace(readEntries(data), name) >= 0;
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
  const place = brokenPlace(readEntries(data), entry.name);
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

/** What each entry is, in their order; the last can stand for all that are too many. */
function readEntries(
  data: readonly unknown[],
  fallback: Credentials = 'body',
): readonly (Gateway | GatewayProblem)[] {
  const read = data.slice(0, maxGateways).map((entry) => readGateway(entry, fallback));
  const taken = new Set(read.map((each) => (typeof each === 'string' ? undefined : each.name)));
  const seen = new Set<string>();
  const entries = read.map((each, index): Gateway | GatewayProblem => {
    const name = nameOf(data[index]);
    // The first that can be used has the name; among those that can't, the first goes by it.
    const first = name !== undefined && !seen.has(name);
    if (name !== undefined && (typeof each !== 'string' || !taken.has(name))) seen.add(name);
    if (typeof each !== 'string' && first) return each;
    const problem = typeof each === 'string' ? each : 'duplicate';
    if (first && !taken.has(name)) return { entry: name, problem };
    return { ...numbered(index), ...(name !== undefined && { name }), problem };
  });
  if (data.length <= maxGateways) return entries;
  return [...entries, { ...numbered(maxGateways), problem: 'tooMany' }];
}

/** What an entry goes by that has no name to itself: with a space before it, the number is no name either. */
function numbered(index: number): { readonly entry: string; readonly number: number } {
  return { entry: ` ${index + 1}`, number: index + 1 };
}

function brokenPlace(read: readonly (Gateway | GatewayProblem)[], name: string): number {
  return read.findIndex((entry) => 'problem' in entry && entry.problem !== 'tooMany' && entry.entry === name);
}

function readGateway(entry: unknown, fallback: Credentials): Gateway | GatewayProblem['problem'] {
  if (typeof entry !== 'object' || entry === null) return 'notObject';
  const { name, kind, endpoint, credentials } = entry as Partial<Record<keyof Gateway, unknown>>;
  if (typeof name !== 'string') return 'noName';
  const nameProblem = gatewayNameProblem(name);
  if (nameProblem) return nameProblem;
  const known = kind === undefined ? 'wawp' : gatewayKinds.find((each) => each === kind);
  if (!known) return 'kind';
  const parsed = parseEndpoint(endpoint);
  if (!parsed.ok) return parsed.problem;
  const placement = credentials === 'query' || credentials === 'body' ? credentials : fallback;
  return { name, kind: known, endpoint: parsed.endpoint, credentials: placement };
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return undefined;
  const { name } = entry;
  return typeof name === 'string' && gatewayNameProblem(name) === undefined ? name : undefined;
}
