import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { Elsewhere, Lease, Leases } from '../platform/locks/leases';

/** Sees to it that of all windows one watches in the background, and one tells what they have seen. */
export class WatchDuty implements Disposable {
  readonly #changed = new Emitter<undefined>();
  /** Fires when the duty has come to this window, or left it. */
  readonly onDidChange = this.#changed.event;
  #wanted = false;
  #claiming = false;
  #claimed: Lease | Elsewhere | undefined;
  #following: Disposable | undefined;
  readonly #telling = new Set<NodeJS.Timeout>();

  constructor(
    private readonly leases: Pick<Leases, 'claim' | 'end'>,
    /** How long other windows keep quiet about what one of them has told, in ms: until each has seen it. */
    private readonly tellingTime: () => number,
  ) {}

  /** Whether it is this window that watches. */
  get mine(): boolean {
    return this.#claimed?.held === true;
  }

  /** Says whether there is anything to watch. */
  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.#claim();
    else this.#drop();
  }

  /** Whether this window is to tell of an instance: of those that have seen the same, one does. */
  async mayTell(ref: InstanceRef): Promise<boolean> {
    const claimed = await this.leases.claim(`telling\n${refKey(ref)}`);
    if (!claimed.held) {
      claimed.dispose();
      return false;
    }
    const timer = setTimeout(() => {
      this.#telling.delete(timer);
      void claimed.release();
    }, this.tellingTime());
    this.#telling.add(timer);
    return true;
  }

  dispose(): void {
    this.#wanted = false;
    this.#drop();
    for (const timer of this.#telling) clearTimeout(timer);
    this.#changed.dispose();
    void this.leases.end();
  }

  async #claim(): Promise<void> {
    if (this.#claiming) return;
    this.#claiming = true;
    const claimed = await this.leases.claim('watch');
    this.#claiming = false;
    this.#take(claimed);
    if (!this.#wanted) this.#drop();
    else if (claimed.held) this.#changed.fire(undefined);
  }

  #take(claimed: Lease | Elsewhere): void {
    this.#claimed = claimed;
    this.#following?.dispose();
    if (claimed.held)
      this.#following = claimed.onDidLose((elsewhere) => {
        this.#take(elsewhere);
        this.#changed.fire(undefined);
      });
    else
      this.#following = claimed.onDidChange(() => {
        if (claimed.where !== undefined || this.#claimed !== claimed) return;
        this.#drop();
        if (this.#wanted) void this.#claim();
      });
  }

  #drop(): void {
    const claimed = this.#claimed;
    this.#claimed = undefined;
    this.#following?.dispose();
    if (claimed?.held) void claimed.release();
    else claimed?.dispose();
  }
}
