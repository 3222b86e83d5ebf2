import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Machine } from '../../core/time/clock';
import type { LockRecord } from './lockfile';
import { errorCode } from './lockfile';

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
  readonly isRunning?: (pid: number) => boolean;
}

/** This window as an owner of locks, and what it can tell about the others. */
export class ThisWindow {
  /** What this window writes into the file of a lock that it holds. */
  readonly self: Pick<LockRecord, 'owner' | 'window' | 'pid' | 'host'>;
  readonly machine: Machine;
  readonly #isRunning: (pid: number) => boolean;

  constructor({ window, machine, pid = process.pid, isRunning = isProcessRunning }: WindowParts) {
    this.self = { owner: randomUUID(), window, pid, host: hostname() };
    this.machine = machine;
    this.#isRunning = isRunning;
  }

  /** Whether another window holds a lock now. */
  isHeldByOther(found: LockRecord): boolean {
    return this.mayBeHeldByOther(found) && !this.isStale(found);
  }

  /** Whether another window owns a lock, if only as one that was not heard of for long. */
  mayBeHeldByOther(found: LockRecord): boolean {
    return found.owner !== '' && found.owner !== this.self.owner && !this.#hasEnded(found);
  }

  /** Whether nothing was heard of a lock's owner for long. After a sleep that is true of all windows for a moment. */
  isStale({ at }: LockRecord): boolean {
    // In both directions: a clock that was set back must not keep a lock for hours.
    return Math.abs(this.machine.wall() - at) > staleTime;
  }

  /** Whether the process of a lock's owner has ended. */
  #hasEnded({ pid, host }: LockRecord): boolean {
    // Each window has a process of its own: an earlier owner with this window's number has ended.
    return host === this.self.host && pid !== 0 && (pid === this.self.pid || !this.#isRunning(pid));
  }
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to another user.
    return errorCode(error) === 'EPERM';
  }
}
