import { createHash, randomUUID } from 'node:crypto';
import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Cancel, Machine } from './core/clock';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';
import type { Logger } from './core/logger';
import type { FoundLease, LeaseHolder } from './leasefile';
import { codeOf, LeaseFile } from './leasefile';

/** How often a window says that it still has its leases, in ms. */
export const beat = 5_000;
/** How often it looks where the system doesn’t tell of changes, in ms. */
const unwatchedBeat = 2_000;
/** After so long without a word, in ms, a window counts as gone. */
export const staleTime = 15_000;

/** Where leases are kept, and whose they are. */
export interface LeaseParts {
  /** Shared by all windows of a profile on one machine; made when it is needed. Undefined where no file can be. */
  readonly folder: string | undefined;
  /** What this window is called, for people. */
  readonly where: string;
  readonly machine: Pick<Machine, 'wall' | 'after'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Of this window’s extension host. */
  readonly pid?: number;
  /** Whether a process of this machine is there. */
  readonly alive?: (pid: number) => boolean;
}

/** A lease that this window has. */
export interface Lease {
  readonly held: true;
  /** Fires once, when another window has taken it over. */
  readonly onDidLose: Emitter<Elsewhere>['event'];
  /** Gives it back; does nothing if it is lost. */
  release(): Promise<void>;
}

/** A lease that another window has. It is followed until nobody has it any more, or this is disposed of. */
export interface Elsewhere extends Disposable {
  readonly held: false;
  /** What that window is called: foreign text, '' where it isn’t known; undefined once no window has the lease. */
  readonly where: string | undefined;
  readonly onDidChange: Emitter<undefined>['event'];
}

/**
 * Leases on instances, of which one window at a time has each: only that one calls the gateway for it. They are files,
 * the only thing that the windows of a profile share at once. Where they can’t be kept every claim is granted.
 */
export class Leases {
  readonly #self: LeaseHolder;
  readonly #held = new Map<string, HeldLease>();
  readonly #awaited = new Set<AwaitedLease>();
  /** What is under way for each file, so that this window does one thing after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #watcher: FSWatcher | undefined;
  #cancelBeat: Cancel | undefined;
  #failed = false;

  constructor(private readonly parts: LeaseParts) {
    const { where, pid = process.pid } = parts;
    this.#self = { owner: randomUUID(), where, pid, host: hostname() };
  }

  /** Claims the lease for a key; one that another window has only if it is to be taken over. Never rejects. */
  async claim(key: string, takeOver = false): Promise<Lease | Elsewhere> {
    const name = `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;
    return await this.#inTurn(name, async () => {
      const known = this.#held.get(name);
      if (known) return known;
      try {
        await mkdir(this.#folder, { recursive: true });
        const other = await this.#write(name, takeOver);
        return other ? this.#await(name, other.where) : this.#hold(name);
      } catch (error) {
        // Better two windows that ask than none.
        if (!this.#failed) this.parts.log.warn(`Windows can’t share pairings (${codeOf(error)}).`);
        this.#failed = true;
        return unkept;
      }
    });
  }

  /** Gives back all that this window has, and follows nothing any more. */
  async end(): Promise<void> {
    for (const awaited of this.#awaited) awaited.dispose();
    await Promise.all([...this.#held.values()].map((lease) => lease.release()));
  }

  #file(name: string): LeaseFile {
    return new LeaseFile(path.join(this.#folder, name));
  }

  get #folder(): string {
    const { folder } = this.parts;
    if (folder === undefined) throw new Error('There is no place for files.');
    return folder;
  }

  /** Makes this window the holder, unless another one is; then tells which. */
  async #write(name: string, takeOver: boolean): Promise<FoundLease | undefined> {
    const file = this.#file(name);
    return await file.change(async () => {
      const found = await file.read();
      if (found && found.owner !== this.#self.owner && !takeOver && !this.#isGone(found)) return found;
      await file.write(this.#self, this.parts.machine.wall());
      return undefined;
    });
  }

  #isGone({ at, pid, host }: FoundLease): boolean {
    const { machine, alive = isAlive } = this.parts;
    // A clock that was set back must not keep it for hours.
    if (Math.abs(machine.wall() - at) > staleTime) return true;
    // Each window has a process of its own: one that had this window's number before is over.
    return host === this.#self.host && pid !== 0 && (pid === this.#self.pid || !alive(pid));
  }

  #hold(name: string): Lease {
    const lease = new HeldLease(async () => {
      await this.#inTurn(name, async () => {
        if (this.#held.get(name) !== lease) return;
        this.#held.delete(name);
        this.#follow();
        const file = this.#file(name);
        await file
          .change(async () => {
            if ((await file.read())?.owner === this.#self.owner) await file.remove();
          })
          .catch(() => undefined);
      });
    });
    this.#held.set(name, lease);
    this.#follow();
    return lease;
  }

  #await(name: string, where: string): AwaitedLease {
    const awaited = new AwaitedLease(name, where, () => {
      this.#awaited.delete(awaited);
      this.#follow();
    });
    this.#awaited.add(awaited);
    this.#follow();
    return awaited;
  }

  /** Looks at the files while there are any to look at. */
  #follow(): void {
    const idle = this.#held.size === 0 && this.#awaited.size === 0;
    if (idle) {
      this.#cancelBeat?.();
      this.#cancelBeat = undefined;
      this.#watcher?.close();
      this.#watcher = undefined;
    } else if (!this.#cancelBeat) {
      this.#watch();
      this.#wait();
    }
  }

  #watch(): void {
    try {
      // The editor's own watcher isn't for its own folders.
      this.#watcher = watch(this.#folder, { persistent: false }, (_event, name) => {
        void this.#check(name ?? undefined);
      });
      this.#watcher.on('error', () => {
        this.#watcher?.close();
        this.#watcher = undefined;
      });
    } catch {
      this.#watcher = undefined;
    }
  }

  #wait(): void {
    this.#cancelBeat = this.parts.machine.after(this.#watcher ? beat : unwatchedBeat, () => {
      void this.#check(undefined, true);
      this.#wait();
    });
  }

  /** Sees what has become of the lease in a file, or of all; on a beat it says that this window is there. */
  async #check(only: string | undefined, beating = false): Promise<void> {
    const held = [...this.#held].filter(([name]) => only === undefined || name === only);
    const awaited = [...this.#awaited].filter(({ name }) => only === undefined || name === only);
    await Promise.all([
      ...held.map(([name, lease]) => this.#checkHeld(name, lease, beating)),
      ...awaited.map((each) => this.#checkAwaited(each, beating)),
    ]);
  }

  async #checkHeld(name: string, lease: HeldLease, beating: boolean): Promise<void> {
    await this.#inTurn(name, async () => {
      if (this.#held.get(name) !== lease) return;
      try {
        const file = this.#file(name);
        let found = await file.read();
        // Someone has tidied up.
        found ??= await this.#write(name, false);
        if (!found) return;
        if (found.owner === this.#self.owner) {
          if (beating) await file.touch(this.parts.machine.wall());
          return;
        }
        this.#held.delete(name);
        lease.lose(this.#await(name, found.where));
      } catch {
        // What can't be read or written now may be at the next beat.
      }
    });
  }

  async #checkAwaited(awaited: AwaitedLease, beating: boolean): Promise<void> {
    try {
      const found = await this.#file(awaited.name).read();
      const gone = found !== undefined && this.#isGone(found);
      // After a sleep all windows are late: the holder gets a beat to say so.
      if (gone && !awaited.suspected) {
        if (beating) awaited.suspected = true;
        return;
      }
      awaited.suspected = false;
      awaited.become(gone ? undefined : found?.where);
    } catch {
      // As above.
    }
  }

  async #inTurn<T>(name: string, run: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(name);
    const turn = before ? before.then(run, run) : run();
    this.#turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }
}

class HeldLease implements Lease {
  readonly held = true;
  readonly #lost = new Emitter<Elsewhere>();
  readonly onDidLose = this.#lost.event;

  constructor(readonly release: () => Promise<void>) {}

  lose(elsewhere: Elsewhere): void {
    this.#lost.fire(elsewhere);
    this.#lost.dispose();
  }
}

class AwaitedLease implements Elsewhere {
  readonly held = false;
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  /** Whether its holder seemed to be gone at the last beat. */
  suspected = false;
  #where: string | undefined;

  constructor(
    readonly name: string,
    where: string,
    private readonly forget: () => void,
  ) {
    this.#where = where;
  }

  get where(): string | undefined {
    return this.#where;
  }

  become(where: string | undefined): void {
    if (where === this.#where) return;
    this.#where = where;
    if (where === undefined) this.forget();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
    this.forget();
  }
}

/** What is granted where leases can't be kept. */
const unkept: Lease = {
  held: true,
  onDidLose: () => ({ dispose: () => undefined }),
  release: () => Promise.resolve(),
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that belongs to someone else.
    return codeOf(error) === 'EPERM';
  }
}
