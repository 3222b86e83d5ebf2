import type { RefChange } from '../references/refchange';
import type { InstanceRef } from '../references/instanceref';
import { isInstanceRef, refKey } from '../references/instanceref';

const outcomes = ['waiting', 'linked', 'skipped', 'failed'] as const;

/** What became of an instance in a queue; `waiting` as long as nothing did. */
export type Outcome = (typeof outcomes)[number];

/** An instance that is paired in its turn. */
export interface QueueEntry {
  readonly ref: InstanceRef;
  /** The name that the user knows it by. */
  readonly label?: string | undefined;
  /** The name that it had before its gateway was renamed: settings may go on giving that to the old one. */
  readonly formerLabel?: string | undefined;
  readonly outcome: Outcome;
  /** Name of the account that it is linked to; never kept. */
  readonly account?: string | undefined;
}

/** Instances that are paired one after the other. */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  /** Index of the current one; behind the last one when the queue is over. */
  readonly at: number;
}

/** What can happen to a queue. */
export type QueueEvent =
  | { readonly type: 'linked'; readonly ref: InstanceRef; readonly account?: string | undefined }
  /** The pairing of the current one came to an end that waiting doesn’t mend. */
  | { readonly type: 'failed' }
  /** The pairing of the current one has begun again. */
  | { readonly type: 'begunAgain' }
  /** The user is done with the current one, whatever became of it. */
  | { readonly type: 'skip' }
  /** The current one’s turn comes after all others. */
  | { readonly type: 'later' }
  /** To the nearest one before that isn’t linked. */
  | { readonly type: 'back' }
  /** All that aren’t linked get another turn. */
  | { readonly type: 'again' };

/** As many instances as anybody pairs by hand. */
const max = 1_000;

/** A queue of these instances, each once, at its first one. */
export function queueOf(members: readonly Pick<QueueEntry, 'ref' | 'label'>[]): Queue {
  const once = new Map(members.map((member) => [refKey(member.ref), member]));
  const entries = [...once.values()].slice(0, max);
  return { entries: entries.map(({ ref, label }) => ({ ref, label, outcome: 'waiting' })), at: 0 };
}

/** A queue with more instances at its end: one that still waits stays where it is, one whose turn is over gets another. */
export function withMore({ entries, at }: Queue, refs: readonly InstanceRef[]): Queue {
  const wanted = new Set(refs.map(refKey));
  const current = entries[at];
  const isOver = (entry: QueueEntry): boolean => entry !== current && entry.outcome !== 'waiting';
  const stay = entries.filter((entry) => !(isOver(entry) && wanted.has(refKey(entry.ref))));
  const fresh = queueOf(refs.map((ref) => ({ ref }))).entries.filter(
    ({ ref }) => !stay.some((entry) => refKey(entry.ref) === refKey(ref)),
  );
  const all = [...stay, ...fresh].slice(0, max);
  return { entries: all, at: current ? stay.indexOf(current) : stay.length };
}

/** A queue with the names that its instances have now. */
export function withLabels({ entries, at }: Queue, labelOf: (ref: InstanceRef) => string | undefined): Queue {
  const all = entries.map((entry) => ({ ...entry, label: labelOf(entry.ref) ?? entry.formerLabel }));
  return { entries: all, at };
}

/** The one whose turn it is; undefined when the queue is over. */
export function currentOf({ entries, at }: Queue): QueueEntry | undefined {
  return entries[at];
}

/** The one whose turn comes next, as far as can be known. */
export function nextOf(queue: Queue): QueueEntry | undefined {
  return isOver(queue) ? undefined : queue.entries[indexAfter(queue.entries, queue.at)];
}

/** Whether nobody’s turn is left. */
export function isOver({ entries, at }: Queue): boolean {
  return at >= entries.length;
}

/** How many there are of an outcome. */
export function count({ entries }: Queue, outcome: Outcome): number {
  return entries.filter((entry) => entry.outcome === outcome).length;
}

/** Whether there is one to go back to. */
export function canGoBack({ entries, at }: Queue): boolean {
  return entries.slice(0, at).some(({ outcome }) => outcome !== 'linked');
}

/** Whether the current one can wait for others. */
export function canWait(queue: Queue): boolean {
  return currentOf(queue)?.outcome !== 'linked' && nextOf(queue) !== undefined;
}

/** What follows from an event; one that means nothing here returns the same object. */
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

/** A queue whose instances are known otherwise, or gone; undefined if none is left. */
export function withChange(queue: Queue, change: RefChange): Queue | undefined {
  const moved = queue.entries.map((entry) => {
    const ref = change(entry.ref);
    if (ref === entry.ref) return entry;
    return ref !== undefined && { ...entry, ref, formerLabel: entry.label };
  });
  const keys = moved.map((entry) => entry && refKey(entry.ref));
  // The new name may have been that of another gateway, whose instances are in the queue too.
  const stays = (index: number): boolean =>
    Boolean(keys[index]) && keys.indexOf(keys[index] ?? false) === index;
  const entries = moved.filter((entry, index): entry is QueueEntry => entry !== false && stays(index));
  if (entries.length === 0) return undefined;
  const passed = moved.slice(0, queue.at).filter((_, index) => stays(index)).length;
  return { entries, at: stays(queue.at) ? passed : firstWaiting(entries, passed, -1) };
}

/** All that a queue needs to be brought back, as plain data: no label, no account. */
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

/** The queue that foreign data tells of: what is readable of {@link keptOf}. Undefined if nothing is. */
export function readQueue(data: unknown): Queue | undefined {
  if (!isRecord(data) || !Array.isArray(data['entries'])) return undefined;
  const read = data['entries'].slice(0, max).map(readEntry);
  const keys = read.map((entry) => entry && refKey(entry.ref));
  const isFirst = (index: number): boolean => keys.indexOf(keys[index]) === index;
  const entries = read.filter((entry, index) => entry !== undefined && isFirst(index)) as QueueEntry[];
  if (entries.length === 0) return undefined;
  const current = typeof data['at'] === 'number' ? read[data['at']] : undefined;
  const at = current ? entries.indexOf(current) : -1;
  // Its pairing begins anew.
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

/** Index of the one whose turn comes after that of an index; behind the last if there is none. */
function indexAfter(entries: readonly QueueEntry[], at: number): number {
  return firstWaiting(entries, at + 1, at);
}

/** Index of the first one that waits, from an index on and then from the front, leaving one out; behind the last if there is none. */
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

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
