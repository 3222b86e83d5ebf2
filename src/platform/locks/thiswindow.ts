import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Machine } from '../../core/time/clock';
import type { LockRecord } from './lockfile';
import { errorCode } from './lockfile';

/** A window that hasn't sent a heartbeat for this time, in ms, counts as gone. */
export const staleTime = 15_000;

/** The data of a window that owns locks. */
export interface LockOwner {
  /** Name of this window for users. */
  readonly window: string;
  readonly machine: Machine;
  /** Process ID of this window's extension host. */
  readonly pid?: number;
  /** Whether a process of this machine is still running. */
  readonly isRunning?: (pid: number) => boolean;
}

/** This window as an owner of locks, and how it judges the owners of other locks. */
export class ThisWindow {
  /** What this window writes into a lock file. */
  readonly self: Pick<LockRecord, 'owner' | 'window' | 'pid' | 'host'>;
  readonly machine: Machine;
  readonly #isRunning: (pid: number) => boolean;

  constructor({ window, machine, pid = process.pid, isRunning = isProcessRunning }: LockOwner) {
    this.self = { owner: randomUUID(), window, pid, host: hostname() };
    this.machine = machine;
    this.#isRunning = isRunning;
  }

  /** Whether another window holds a lock. */
  isHeldByOther(found: LockRecord): boolean {
    return this.mayBeHeldByOther(found) && !this.isStale(found);
  }

  /** Whether another window owns a lock, even if its last heartbeat is too old. */
  mayBeHeldByOther(found: LockRecord): boolean {
    return found.owner !== '' && found.owner !== this.self.owner && !this.#hasEnded(found);
  }

  /** Whether the owner's last heartbeat is too old. After the machine slept, this is true of all windows for a moment. */
  isStale({ at }: LockRecord): boolean {
    // In both directions: if the clock was set back, a lock must not stay for hours.
    return Math.abs(this.machine.wall() - at) > staleTime;
  }

  /** Whether the process of a lock's owner has ended. */
  #hasEnded({ pid, host }: LockRecord): boolean {
    // Each window has its own process. So an earlier owner with this window's process ID has ended.
    return host === this.self.host && pid !== 0 && (pid === this.self.pid || !this.#isRunning(pid));
  }
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process runs but belongs to another user.
    return errorCode(error) === 'EPERM';
  }
}
