import type { Credentials, Gateway, GatewayKind } from './gateway';
import { gatewayKinds } from './gateway';
import type { EndpointProblem } from './endpoint';
import { parseEndpoint } from './endpoint';

/** Why a text can't be the name of a gateway. */
export type NameProblem = 'noName' | 'longName' | 'oddName';

/** What is wrong with an entry of the setting `pairWhatsApp.gateways`. */
export interface GatewayProblem {
  /** Identifies the entry: its name if no other entry uses that name, else a text that can't be the name of a gateway. */
  readonly entry: string;
  /** Position among the entries, counted from 1; only if the name doesn't identify the entry. */
  readonly number?: number;
  /** The name written in the entry, if the number identifies it. */
  readonly name?: string;
  /** `tooMany` stands for all entries after the last one that is read. */
  readonly problem: 'notObject' | NameProblem | 'duplicate' | 'kind' | 'tooMany' | EndpointProblem;
}

/** Maximum length of a gateway's name, in characters. */
export const maxGatewayNameLength = 40;
/** Limit of entries that are read: nobody needs more gateways, and a settings file can contain anything. */
export const maxGateways = 100;

/** What is wrong with a name for a gateway; undefined if the name is fine. */
export function gatewayNameProblem(name: string): NameProblem | undefined {
  if (name.trim() === '') return 'noName';
  if (name.length > maxGatewayNameLength) return 'longName';
  // Invisible characters and direction marks could make two names look the same.
  return name !== name.trim() || /[\p{C}\p{Zl}\p{Zp}]/u.test(name) ? 'oddName' : undefined;
}

/** Reads the gateways from the setting's data, which can be anything, and the problems of the entries that can't be used. */
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
 * Index of the entry that a name identifies: the usable gateway of that name, else the broken entry that the name
 * identifies; -1 if there is none.
 */
export function entryIndex(data: readonly unknown[], name: string): number {
  const read = readEntries(data);
  const usable = read.findIndex((entry) => 'kind' in entry && entry.name === name);
  return usable >= 0 ? usable : brokenIndex(read, name);
}

/** Whether there is a usable gateway of that name. */
export function hasGateway(data: readonly unknown[], name: string): boolean {
  return readEntries(data).some((entry) => 'kind' in entry && entry.name === name);
}

/** Whether a gateway of that name can be added without exceeding the limit. */
export function hasRoom(data: readonly unknown[], name: string): boolean {
  return data.length < maxGateways || brokenIndex(readEntries(data), name) >= 0;
}

/** The entries of the setting's data exactly as written; data that isn't a list counts as one entry. */
export function rawEntries(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  return data === undefined || data === null ? [] : [data];
}

/** The entries after one of them got another name; its other properties stay. */
export function withName(data: readonly unknown[], before: string, after: string): readonly unknown[] {
  const renamed = entryIndex(data, before);
  return data.map((entry, index) =>
    index === renamed && typeof entry === 'object' ? { ...entry, name: after } : entry,
  );
}

/** The entries with a new one. If a broken entry has that name, the new one replaces it and keeps its other properties. */
export function withEntry(
  data: readonly unknown[],
  entry: { readonly name: string; readonly kind: GatewayKind; readonly endpoint: string },
): readonly unknown[] {
  const replaced = brokenIndex(readEntries(data), entry.name);
  if (replaced < 0) return [...data, entry];
  return data.map((each, index) =>
    index === replaced ? { ...(typeof each === 'object' && each), ...entry } : each,
  );
}

/** The entries without the one that a name identifies. */
export function withoutEntry(data: readonly unknown[], name: string): readonly unknown[] {
  const removed = entryIndex(data, name);
  return data.filter((_, index) => index !== removed);
}

/** Each entry as a gateway or a problem, in order; the last problem can stand for all entries above the limit. */
function readEntries(
  data: readonly unknown[],
  fallback: Credentials = 'body',
): readonly (Gateway | GatewayProblem)[] {
  const read = data.slice(0, maxGateways).map((entry) => readGateway(entry, fallback));
  const usableNames = new Set(read.map((each) => (typeof each === 'string' ? undefined : each.name)));
  const seen = new Set<string>();
  const entries = read.map((each, index): Gateway | GatewayProblem => {
    const name = nameOf(data[index]);
    // A name identifies the first usable entry; without a usable one, the first broken entry.
    const first = name !== undefined && !seen.has(name);
    if (name !== undefined && (typeof each !== 'string' || !usableNames.has(name))) seen.add(name);
    if (typeof each !== 'string' && first) return each;
    const problem = typeof each === 'string' ? each : 'duplicate';
    if (first && !usableNames.has(name)) return { entry: name, problem };
    return { ...numbered(index), ...(name !== undefined && { name }), problem };
  });
  if (data.length <= maxGateways) return entries;
  return [...entries, { ...numbered(maxGateways), problem: 'tooMany' }];
}

/** Identifies an entry by its number. The space in front keeps the text from being the name of a gateway. */
function numbered(index: number): { readonly entry: string; readonly number: number } {
  return { entry: ` ${index + 1}`, number: index + 1 };
}

function brokenIndex(read: readonly (Gateway | GatewayProblem)[], name: string): number {
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
