import type { Logger } from '../../core/timeline/log';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { AwaitedLease } from './awaitedlease';
import type { Machine } from '../../core/time/clock';
import type { Disposable } from '../../core/events/emitter';
import type { Emitter } from '../../core/events/emitter';
import { HeldLease } from './heldlease';
import type { FoundLease, LeaseHolder } from './leasefile';
import { codeOf, LeaseFile } from './leasefile';
import { Lookout } from './lookout';

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
  /** Gives it back, unless another claim of this window has it too; does nothing if it is lost. */
  release(): Promise<void>;
}

/** A lease that another window had when it was claimed. It is followed until this is disposed of. */
export interface Elsewhere extends Disposable {
  readonly held: false;
  /** What the window that has it is called: foreign text, '' where it isn’t known; undefined while none has it. */
  readonly where: string | undefined;
  readonly onDidChange: Emitter<undefined>['event'];
}

/**
 * Leases on instances, of which one window at a time has each: only that one sends requests to the gateway for it. They are files,
 * the only thing that the windows of a profile share at once. Where they can’t be kept every claim is granted.
 */
export class Leases {
  readonly #self: LeaseHolder;
  readonly #held = new Map<string, HeldLease>();
  readonly #awaited = new Set<AwaitedLease>();
  /** What is under way for each file, so that this window does one thing after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #lookout: Lookout;
  #failed = false;

  constructor(private readonly parts: LeaseParts) {
    const { where, pid = process.pid } = parts;
    this.#self = { owner: randomUUID(), where, pid, host: hostname() };
    this.#lookout = new Lookout(
      () => this.#folder,
      parts.machine,
      (only, beating) => void this.#check(only, beating),
    );
  }

  /** Claims the lease for a key; one that another window has only if it is to be taken over. Never rejects. */
  async claim(key: string, takeOver = false): Promise<Lease | Elsewhere> {
    const name = nameOf(key);
    return await this.#inTurn(name, async () => {
      const known = this.#held.get(name);
      if (known) return known.share();
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

  /** Whether another window has the lease for a key now. Never rejects. */
  async isElsewhere(key: string): Promise<boolean> {
    try {
      const found = await this.#file(nameOf(key)).read();
      return found !== undefined && found.owner !== this.#self.owner && !this.#isGone(found);
    } catch {
      return false;
    }
  }

  /** Gives back all that this window has, and follows nothing any more. */
  async end(): Promise<void> {
    for (const awaited of this.#awaited) awaited.dispose();
    await Promise.all([...this.#held].map(([name, lease]) => this.#giveBack(name, lease)));
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

  #isGone(found: FoundLease): boolean {
    // A clock that was set back must not keep it for hours.
    return this.#isDead(found) || Math.abs(this.parts.machine.wall() - found.at) > staleTime;
  }

  /** Whether its holder is gone for sure: the process that had it is over. */
  #isDead({ pid, host }: FoundLease): boolean {
    const { alive = isAlive } = this.parts;
    // Each window has a process of its own: one that had this window's number before is over.
    return host === this.#self.host && pid !== 0 && (pid === this.#self.pid || !alive(pid));
  }

  #hold(name: string): Lease {
    const lease = new HeldLease(async () => {
      await this.#inTurn(name, async () => {
        // In its turn: whoever claims it before is to have it without a break.
        if (lease.leave() === 0) await this.#remove(name, lease);
      });
    });
    this.#held.set(name, lease);
    this.#follow();
    return lease.share();
  }

  /** Gives a lease back, whoever in this window has it. */
  async #giveBack(name: string, lease: HeldLease): Promise<void> {
    await this.#inTurn(name, () => this.#remove(name, lease));
  }

  async #remove(name: string, lease: HeldLease): Promise<void> {
    if (this.#held.get(name) !== lease) return;
    this.#held.delete(name);
    this.#follow();
    const file = this.#file(name);
    await file
      .change(async () => {
        if ((await file.read())?.owner === this.#self.owner) await file.remove();
      })
      .catch(() => undefined);
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
    const busy = this.#held.size > 0 || [...this.#awaited].some(({ where }) => where !== undefined);
    this.#lookout.keep(busy ? 'busy' : this.#awaited.size > 0 ? 'idle' : 'off');
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
    // In turn, so that what was read last counts: nothing else may come for long.
    await this.#inTurn(awaited.name, async () => {
      try {
        const found = await this.#file(awaited.name).read();
        if (!this.#awaited.has(awaited)) return;
        const gone = found !== undefined && this.#isGone(found);
        // After a sleep all windows are late: the holder gets a beat to say so, unless it can't be asleep.
        if (gone && !this.#isDead(found) && awaited.where !== undefined && !awaited.suspected) {
          awaited.suspected = beating;
          return;
        }
        awaited.suspected = false;
        awaited.become(gone ? undefined : found?.where);
        this.#follow();
      } catch {
        // As above.
      }
    });
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

/** What is granted where leases can't be kept. */
const unkept: Lease = {
  held: true,
  onDidLose: () => ({ dispose: () => undefined }),
  release: () => Promise.resolve(),
};

/** The file of a key; what the key is made of is nobody's business. */
function nameOf(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that belongs to someone else.
    return codeOf(error) === 'EPERM';
  }
}
