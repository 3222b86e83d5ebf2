import type * as vscode from 'vscode';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { PastPairing } from '../core/timeline/spans';
import type { Phase } from '../core/pairing/phase';

const key = 'pastPairings';
/** Limit of pairings that are remembered for one instance. */
const maxPerInstance = 20;
/** Limit of pairings that are remembered for all instances together. */
const max = 400;
/** The last time that a `Date` can hold, in ms since the epoch. */
const endOfTime = 8.64e15;

interface Remembered extends PastPairing {
  readonly id: string;
}

/**
 * The past pairings of all instances, newest first, in the editor's global state. It stores times and counts, never the value
 * of a code.
 */
export class PastPairings {
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly state: vscode.Memento) {}

  /** The past pairings of one instance. */
  of(ref: InstanceRef): readonly PastPairing[] {
    const id = refKey(ref);
    return this.#list
      .filter((past) => past.id === id)
      .map(({ begin, ms, outcome, codes, requests }) => ({ begin, ms, outcome, codes, requests }));
  }

  async add(ref: InstanceRef, { begin, ms, outcome, codes, requests }: PastPairing): Promise<void> {
    const id = refKey(ref);
    const list = this.#list;
    const same = list.filter((past) => past.id === id).slice(0, maxPerInstance - 1);
    const kept = list.filter((past) => past.id !== id || same.includes(past));
    await this.#save([{ id, begin, ms, outcome, codes, requests }, ...kept].slice(0, max));
  }

  /** Keeps the past pairings of a renamed gateway's instances. */
  async renameGateway(before: string, after: string): Promise<void> {
    await this.#move(before, (instanceId) => refKey({ gateway: after, instanceId }));
  }

  /** Forgets the past pairings of a removed gateway's instances. */
  async removeGateway(name: string): Promise<void> {
    await this.#move(name, () => undefined);
  }

  async clear(): Promise<void> {
    await this.#save(undefined);
  }

  /** Changes the keys of a gateway's past pairings. A pairing without a new key is forgotten. */
  async #move(gateway: string, keyOf: (instanceId: string) => string | undefined): Promise<void> {
    const start = refKey({ gateway, instanceId: '' });
    const list = this.#list;
    if (!list.some(({ id }) => id.startsWith(start))) return;
    const moved = list.flatMap((past) => {
      const id = past.id.startsWith(start) ? keyOf(past.id.slice(start.length)) : past.id;
      return id === undefined ? [] : [{ ...past, id }];
    });
    await this.#save(moved);
  }

  get #list(): readonly Remembered[] {
    const stored = this.state.get<unknown>(key);
    // Another version or a broken profile may have left anything there. Keep the entries that are valid.
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  }

  async #save(list: readonly Remembered[] | undefined): Promise<void> {
    await this.state.update(key, list);
    this.#changed.fire(undefined);
  }
}

const outcomes: Readonly<Record<Phase['kind'], true>> = {
  connecting: true,
  waiting: true,
  scannable: true,
  expired: true,
  paused: true,
  linking: true,
  passkey: true,
  linked: true,
  unlinked: true,
  stopped: true,
  locked: true,
  failed: true,
};

function isRemembered(entry: unknown): entry is Remembered {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, begin, ms, outcome, codes, requests } = entry as Partial<Record<keyof Remembered, unknown>>;
  const counts = [begin, ms, codes, requests].every(isCount);
  return counts && typeof id === 'string' && typeof outcome === 'string' && Object.hasOwn(outcomes, outcome);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= endOfTime / 2;
}
