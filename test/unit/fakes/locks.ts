import { Emitter } from '../../../src/core/events/emitter';
import type { HeldLock, OthersLock } from '../../../src/platform/locks/locks';

/** A lock of this window that counts its uses and can be lost. */
export class FakeHeldLock implements HeldLock {
  readonly held = true;
  readonly lost = new Emitter<OthersLock>();
  readonly onDidLose = this.lost.event;
  releases = 0;
  stamps = 0;
  /** Whether another window has taken the lock over, noticed or not. */
  isLost = false;

  constructor(readonly restMs = 0) {}

  stamp(): Promise<boolean> {
    this.stamps++;
    return Promise.resolve(!this.isLost);
  }

  lose(to: OthersLock): void {
    this.isLost = true;
    this.lost.fire(to);
  }

  release(): Promise<void> {
    this.releases++;
    return Promise.resolve();
  }
}

/** A lock that another window has, until a test changes that. */
export class FakeOthersLock implements OthersLock {
  readonly held = false;
  readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;
  disposed = false;

  constructor(public by: string | undefined) {}

  become(by: string | undefined): void {
    this.by = by;
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.disposed = true;
    this.changed.dispose();
  }
}
