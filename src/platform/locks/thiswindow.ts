import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Machine } from '../../core/time/clock';
import type { LockRecord } from './lockfile';
import { codeOf } from './lockfile';

/** A window without a heartbeat for this long, in ms, counts as gone. */
export const staleTime = 15_000;

/** What makes a window an owner of locks. */
export interface WindowParts {
  /** Name of this window, for people. */
  readonly window: string;
  readonly machine: Machine;
  /** Process of this window's extension host. */
  readonly pid?: number;
  /** Whether a process of this machine still runs. */
  readonly alive?: (pid: number) => boolean;
}

/** This window as an owner of locks, and what it can tell about the others. */
export class ThisWindow {
  /** What this window writes into the file of a lock that it holds. */
  readonly self: Pick<LockRecord, 'owner' | 'window' | 'pid' | 'host'>;
  readonly machine: Machine;
  readonly #alive: (pid: number) => boolean;

  constructor({ window, machine, pid = process.pid, alive = isAlive }: WindowParts) {
    this.self = { owner: randomUUID(), window, pid, host: hostname() };
    this.machine = machine;
    this.#alive = alive;
  }

  /** Whether another window holds a lock now. */
  isHeldElsewhere(found: LockRecord): boolean {
    return this.mayBeHeldElsewhere(found) && !this.isStale(found);
  }

  /** Whether another window owns a lock, if only as one that was not heard of for long. */
  mayBeHeldElsewhere(found: LockRecord): boolean {
    return found.owner !== '' && found.owner !== this.self.owner && !this.#isDead(found);
  }

  /** Whether nothing was heard of a lock's owner for long. After a sleep that is true of all windows for a moment. */
  isStale({ at }: LockRecord): boolean {
    // In both directions: a clock that was set back must not keep a lock for hours.
    return Math.abs(this.machine.wall() - at) > staleTime;
  }

  /** Whether the process of a lock's owner has ended. */
  #isDead({ pid, host }: LockRecord): boolean {
    // Each window has a process of its own: an earlier owner with this window's number has ended.
    return host === this.self.host && pid !== 0 && (pid === this.self.pid || !this.#alive(pid));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to another user.
    return codeOf(error) === 'EPERM';
  }
}
