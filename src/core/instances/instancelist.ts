import { instanceIdForm } from '../references/instanceid';
import type { KnownInstance } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { defaultGateway, refKey } from '../references/instanceref';
import { gatewayNameProblem } from '../gateways/gatewaylist';
import { cleanLine } from '../text/clean';
import { cutText } from '../text/cut';

/** The content of the setting `pairWhatsApp.instances`. */
export interface InstanceList {
  readonly instances: readonly KnownInstance[];
  /** Number of entries that aren't instances, are duplicates or exceed the limit. */
  readonly ignored: number;
}

/** Maximum length of a label, in characters. */
export const maxLabelLength = 80;
/** Limit of instances, so that the view stays useful and the gateways aren't overloaded. */
export const maxInstances = 10_000;

/** Reads the instances from foreign data: a setting, data of another version, a broken profile. Labels are only for display. */
export function readInstanceList(data: unknown): InstanceList {
  const entries: readonly unknown[] = Array.isArray(data) ? data : [];
  const instances = new Map<string, KnownInstance>();
  for (const entry of entries) {
    if (instances.size >= maxInstances) break;
    const known = readKnown(entry);
    if (known && !instances.has(refKey(known))) instances.set(refKey(known), known);
  }
  return { instances: [...instances.values()], ignored: entries.length - instances.size };
}

/** The entries changed so that they contain exactly these instances. Unreadable entries stay, since another version may understand them. */
export function withInstances(entries: readonly unknown[], refs: readonly InstanceRef[]): readonly unknown[] {
  const read = new Set(readInstanceList(entries).instances.map(refKey));
  const wanted = new Map(refs.map((ref) => [refKey(ref), ref]));
  const kept = entries.filter((entry) => {
    const known = readKnown(entry);
    return !known || !read.has(refKey(known)) || wanted.has(refKey(known));
  });
  const added = [...wanted].filter(([key]) => !read.has(key));
  return [...kept, ...added.map(([, ref]) => entryOf(ref))];
}

/** Cleans a label for display: one line, without characters that hide or reverse the text beside them. */
export function cleanLabel(text: string): string {
  return cutText(cleanLine(text), maxLabelLength).trim();
}

function entryOf({ gateway, instanceId }: InstanceRef): object {
  return { id: instanceId, ...(gateway !== defaultGateway && { gateway }) };
}

function readKnown(entry: unknown): KnownInstance | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, label, gateway = defaultGateway } = entry as Partial<Record<string, unknown>>;
  if (typeof id !== 'string' || instanceIdForm(id) === 'unusable') return undefined;
  if (typeof gateway !== 'string') return undefined;
  if (gateway !== defaultGateway && gatewayNameProblem(gateway)) return undefined;
  const shown = typeof label === 'string' ? cleanLabel(label) : '';
  return { gateway, instanceId: id, ...(shown !== '' && { label: shown }) };
}
