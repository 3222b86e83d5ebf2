import { instanceIdForm } from '../references/instanceid';
import type { KnownInstance } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { defaultGateway, refKey } from '../references/instanceref';
import { gatewayNameProblem } from '../gateways/gatewaylist';

/** What the setting `pairWhatsApp.instances` holds. */
export interface InstanceList {
  readonly instances: readonly KnownInstance[];
  /** Entries that can't be instances, or are more than anyone could watch. */
  readonly ignored: number;
}

/** Longest label, in characters. */
export const maxLabelLength = 80;
/** As many instances as a view stays useful with, and as a gateway can be asked about. */
export const maxInstances = 2_000;

/** The instances in foreign data: entries of a setting, of another version, of a broken profile. Their labels are for the eye only. */
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

/** Entries that name these instances, and keep all else that was written: what can't be read here may mean something to another version. */
export function withInstances(entries: readonly unknown[], refs: readonly InstanceRef[]): readonly unknown[] {
  const read = new Set(readInstanceList(entries).instances.map(refKey));
  const wanted = new Map(refs.map((ref) => [refKey(ref), ref]));
  const kept = entries.filter((entry) => {
    const known = readKnown(entry);
    return !known || !read.has(refKey(known)) || wanted.has(refKey(known));
  });
  const fresh = [...wanted].filter(([key]) => !read.has(key));
  return [...kept, ...fresh.map(([, ref]) => entryOf(ref))];
}

/** A label as it can be shown: one line, no characters that hide or turn round what stands beside them. */
export function cleanLabel(text: string): string {
  return text
    .slice(0, 4 * maxLabelLength)
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, maxLabelLength);
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
