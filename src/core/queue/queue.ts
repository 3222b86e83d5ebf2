// src/core/queue: several instances in a row.
import type { RefChange } from '../references/refchange';
import type { InstanceRef } from '../references/instanceref';
import { isInstanceRef, refKey } from '../references/instanceref';
import { isRecord } from '../text/json';

const outcomes = ['waiting', 'linked', 'skipped', 'failed'] as const;

/** The result of an instance in a queue; `waiting` before there is one. */
export type Outcome = (typeof outcomes)[number];

/** An instance in a queue. */
export interface QueueEntry {
  readonly ref: InstanceRef;
  /** The user's name for the instance. */
  readonly label?: string | undefined;
  /** The label before the gateway was renamed: the settings may still have it under the gateway's old name. */
  readonly formerLabel?: string | undefined;
  readonly outcome: Outcome;
  /** Name of the account that the instance is linked to; never stored. */
  readonly account?: string | undefined;
}

/** Instances that are paired one after the other. */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  /** Index of the current entry; equal to the number of entries when the queue is finished. */
  readonly at: number;
}

/** An event that can change a queue. */
export type QueueEvent =
  | { readonly type: 'linked'; readonly ref: InstanceRef; readonly account?: string | undefined }
  /** The pairing of the current instance has failed, and waiting doesn’t help. */
  | { readonly type: 'failed' }
  /** The pairing of the current instance has begun again. */
  | { readonly type: 'begunAgain' }
  /** The user is done with the current instance, linked or not. */
  | { readonly type: 'skip' }
  /** The user moves the current instance to the end. */
  | { readonly type: 'later' }
  /** The user goes back to the nearest earlier instance that isn’t linked. */
  | { readonly type: 'back' }
  /** All instances that aren’t linked get another turn. */
  | { readonly type: 'again' };

/** Limit of entries, more than anybody pairs by hand. */
const max = 1_000;

/** A queue of these instances that begins with the first one; each instance occurs once. */
export function queueOf(members: readonly Pick<QueueEntry, 'ref' | 'label'>[]): Queue {
  const once = new Map(members.map((member) => [refKey(member.ref), member]));
  const entries = [...once.values()].slice(0, max);
  return { entries: entries.map(({ ref, label }) => ({ ref, label, outcome: 'waiting' })), at: 0 };
}

/** The queue with more instances at its end. An instance that still waits keeps its position; one that had its turn gets another. */
export function withMore({ entries, at }: Queue, refs: readonly InstanceRef[]): Queue {
  const wanted = new Set(refs.map(refKey));
  const current = entries[at];
  const isDone = (entry: QueueEntry): boolean => entry !== current && entry.outcome !== 'waiting';
  const kept = entries.filter((entry) => !(isDone(entry) && wanted.has(refKey(entry.ref))));
  const added = queueOf(refs.map((ref) => ({ ref }))).entries.filter(
    ({ ref }) => !kept.some((entry) => refKey(entry.ref) === refKey(ref)),
  );
  const all = [...kept, ...added].slice(0, max);
  return { entries: all, at: current ? kept.indexOf(current) : kept.length };
}

/** The queue with the current labels of its instances. */
export function withLabels({ entries, at }: Queue, labelOf: (ref: InstanceRef) => string | undefined): Queue {
  const all = entries.map((entry) => ({ ...entry, label: labelOf(entry.ref) ?? entry.formerLabel }));
  return { entries: all, at };
}

/** The current entry; undefined when the queue is finished. */
export function currentOf({ entries, at }: Queue): QueueEntry | undefined {
  return entries[at];
}

/** The entry that comes next if nothing else changes. */
export function nextOf(queue: Queue): QueueEntry | undefined {
  return isOver(queue) ? undefined : queue.entries[indexAfter(queue.entries, queue.at)];
}

/** Whether the queue is finished. */
export function isOver({ entries, at }: Queue): boolean {
  return at >= entries.length;
}

/** The number of entries with an outcome. */
export function count({ entries }: Queue, outcome: Outcome): number {
  return entries.filter((entry) => entry.outcome === outcome).length;
}

/** The number of entries that are still to be paired: a current one that has failed begins again. */
export function countLeft(queue: Queue): number {
  return count(queue, 'waiting') + (currentOf(queue)?.outcome === 'failed' ? 1 : 0);
}

/** Whether there is an entry to go back to. */
export function canGoBack({ entries, at }: Queue): boolean {
  return entries.slice(0, at).some(({ outcome }) => outcome !== 'linked');
}

/** Whether the current entry can move to the end. */
export function canWait(queue: Queue): boolean {
  return currentOf(queue)?.outcome !== 'linked' && nextOf(queue) !== undefined;
}

/** The queue after an event; the same object if the event changes nothing. */
export function advance(queue: Queue, event: QueueEvent): Queue {
  const { entries, at } = queue;
  const current = currentOf(queue);
  switch (event.type) {
    case 'linked': {
      const index = indexOf(queue, event.ref);
      const known = entries[index];
      if (!known || (known.outcome === 'linked' && known.account === event.account)) return queue;
      return { entries: entries.with(index, { ...known, outcome: 'linked', account: event.account }), at };
    }
    case 'failed':
      return current?.outcome === 'waiting' ? mark(queue, at, 'failed') : queue;
    case 'begunAgain':
      return current?.outcome === 'failed' ? mark(queue, at, 'waiting') : queue;
    case 'skip': {
      if (!current) return queue;
      const done = current.outcome === 'waiting' ? mark(queue, at, 'skipped') : queue;
      return { ...done, at: indexAfter(done.entries, at) };
    }
    case 'later': {
      if (!current || !canWait(queue)) return queue;
      const moved = [...entries.toSpliced(at, 1), waiting(current)];
      return { entries: moved, at: firstWaiting(moved, at, moved.length - 1) };
    }
    case 'back': {
      const index = entries.findLastIndex((entry, each) => each < at && entry.outcome !== 'linked');
      const entry = entries[index];
      return entry ? { entries: entries.with(index, waiting(entry)), at: index } : queue;
    }
    case 'again': {
      const reopened = entries.map((entry) => (entry.outcome === 'linked' ? entry : waiting(entry)));
      const first = indexAfter(reopened, -1);
      return first < entries.length ? { entries: reopened, at: first } : queue;
    }
    default:
      return event satisfies never;
  }
}

/** The queue after references changed or were removed; undefined if no entry is left. */
export function withChange(queue: Queue, change: RefChange): Queue | undefined {
  const moved = queue.entries.map((entry) => {
    const ref = change(entry.ref);
    if (ref === entry.ref) return entry;
    return ref !== undefined && { ...entry, ref, formerLabel: entry.label };
  });
  const keys = moved.map((entry) => entry && refKey(entry.ref));
  // The new name may have belonged to another gateway whose instances are in the queue too, so remove duplicates.
  const stays = (index: number): boolean =>
    Boolean(keys[index]) && keys.indexOf(keys[index] ?? false) === index;
  const entries = moved.filter((entry, index): entry is QueueEntry => entry !== false && stays(index));
  if (entries.length === 0) return undefined;
  const passed = moved.slice(0, queue.at).filter((_, index) => stays(index)).length;
  return { entries, at: stays(queue.at) ? passed : firstWaiting(entries, passed, -1) };
}

/** Everything that is needed to restore a queue, as plain data without labels or accounts. */
export function keptOf({ entries, at }: Queue): unknown {
  return {
    entries: entries.map(({ ref: { gateway, instanceId }, outcome }) => ({
      gateway,
      instanceId,
      outcome,
    })),
    at,
  };
}

/** Restores a queue from foreign data in the form of {@link keptOf}, as far as it is readable; undefined if nothing is. */
export function readQueue(data: unknown): Queue | undefined {
  if (!isRecord(data) || !Array.isArray(data['entries'])) return undefined;
  const read = data['entries'].slice(0, max).map(readEntry);
  const keys = read.map((entry) => entry && refKey(entry.ref));
  const isFirst = (index: number): boolean => keys.indexOf(keys[index]) === index;
  const entries = read.filter((entry, index) => entry !== undefined && isFirst(index)) as QueueEntry[];
  if (entries.length === 0) return undefined;
  const current = typeof data['at'] === 'number' ? read[data['at']] : undefined;
  const at = current ? entries.indexOf(current) : -1;
  // The pairing of the current entry begins again.
  const found = entries[at]?.outcome === 'failed' ? mark({ entries, at }, at, 'waiting') : { entries, at };
  return found.entries[at]?.outcome === 'waiting'
    ? found
    : { entries, at: indexAfter(entries, at === -1 ? -1 : at) };
}

function readEntry(data: unknown): QueueEntry | undefined {
  if (!isInstanceRef(data) || /[\r\n]/.test(data.gateway)) return undefined;
  const { gateway, instanceId } = data;
  const { outcome } = data as { readonly outcome?: unknown };
  const known = outcomes.find((one) => one === outcome) ?? 'waiting';
  return { ref: { gateway, instanceId }, outcome: known };
}

/** Index of the entry that comes after an index; the number of entries if there is none. */
function indexAfter(entries: readonly QueueEntry[], at: number): number {
  return firstWaiting(entries, at + 1, at);
}

/** Index of the next waiting entry: first from an index on, then from the beginning, except one. The number of entries if there is none. */
function firstWaiting(entries: readonly QueueEntry[], from: number, except: number): number {
  const waits = ({ outcome }: QueueEntry, index: number): boolean =>
    outcome === 'waiting' && index !== except;
  const after = entries.findIndex((entry, index) => index >= from && waits(entry, index));
  const found = after === -1 ? entries.findIndex(waits) : after;
  return found === -1 ? entries.length : found;
}

function indexOf({ entries }: Queue, ref: InstanceRef): number {
  return entries.findIndex((entry) => refKey(entry.ref) === refKey(ref));
}

function mark({ entries, at }: Queue, index: number, outcome: Outcome): Queue {
  return { entries: entries.map((entry, other) => (other === index ? { ...entry, outcome } : entry)), at };
}

function waiting(entry: QueueEntry): QueueEntry {
  return { ...entry, outcome: 'waiting' };
}
