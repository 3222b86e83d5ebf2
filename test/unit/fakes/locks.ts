import { Emitter } from '../../../src/core/events/emitter';
import type { HeldLock, OthersLock } from '../../../src/platform/locks/locks';

/** A held lock that counts calls and can be lost. */
export class FakeHeldLock implements HeldLock {
  readonly held = true;
  readonly lost = new Emitter<OthersLock>();
  readonly onDidLose = this.lost.event;
  releases = 0;
  notedRequests = 0;
  /** Whether another window has taken over the lock, even if not noticed yet. */
  isLost = false;

  constructor(readonly waitMs = 0) {}

  noteRequest(): Promise<boolean> {
    this.notedRequests++;
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

/** A lock that another window holds. A test can change the holder. */
export class FakeOthersLock implements OthersLock {
  readonly held = false;
  readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;
  disposed = false;

  constructor(public by: string | undefined) {}

  setHolder(by: string | undefined): void {
    this.by = by;
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.disposed = true;
    this.changed.dispose();
  }
}
