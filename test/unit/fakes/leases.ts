import { Emitter } from '../../../src/core/events/emitter';
import type { Elsewhere, Lease } from '../../../src/platform/locks/leases';

/** A lease that counts how often it is given back, and can be lost. */
export class FakeLease implements Lease {
  readonly held = true;
  readonly lost = new Emitter<Elsewhere>();
  readonly onDidLose = this.lost.event;
  releases = 0;

  release(): Promise<void> {
    this.releases++;
    return Promise.resolve();
  }
}

/** A lease that another window has, until a test says otherwise. */
export class FakeElsewhere implements Elsewhere {
  readonly held = false;
  readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;
  disposed = false;

  constructor(public where: string | undefined) {}

  become(where: string | undefined): void {
    this.where = where;
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.disposed = true;
    this.changed.dispose();
  }
}
