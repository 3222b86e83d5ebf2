import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import type { Cancel, Machine } from '../../core/time/clock';

/** How often a window says that it still has its leases, in ms. */
export const beat = 5_000;
/** How often it looks where the system doesn’t tell of changes, in ms. */
const unwatchedBeat = 2_000;
/** How often it looks there while nobody has what it looks for, in ms. */
const idleBeat = 10_000;

/** What there is to look for in a folder: something that wants to be heard of, only that something may come, or nothing. */
export type Watchfulness = 'busy' | 'idle' | 'off';

/** Looks at a folder when the system tells of a change there, and in between by itself. */
export class Lookout {
  #watchfulness: Watchfulness = 'off';
  #watcher: FSWatcher | undefined;
  #cancelBeat: Cancel | undefined;
  /** Time between two beats, in ms; undefined without any. */
  #every: number | undefined;

  constructor(
    private readonly folder: () => string,
    private readonly machine: Pick<Machine, 'after'>,
    /** Looks at the file that has changed, or at all of them; on a beat it is time to be heard of too. */
    private readonly look: (only: string | undefined, beating: boolean) => void,
  ) {}

  /** Keeps a lookout from now on. */
  keep(watchfulness: Watchfulness): void {
    const before = this.#watchfulness;
    this.#watchfulness = watchfulness;
    if (watchfulness === 'off') this.#unwatch();
    else if (before === 'off') this.#watch();
    this.#pace();
  }

  #pace(): void {
    const every = this.#wanted;
    // Beats that are under way aren't put off: others wait for them.
    if (every === this.#every) return;
    this.#cancelBeat?.();
    this.#every = every;
    if (every !== undefined) this.#wait(every);
  }

  get #wanted(): number | undefined {
    if (this.#watchfulness === 'busy') return this.#watcher ? beat : unwatchedBeat;
    return this.#watchfulness === 'idle' && !this.#watcher ? idleBeat : undefined;
  }

  #wait(every: number): void {
    this.#cancelBeat = this.machine.after(every, () => {
      this.look(undefined, true);
      this.#wait(every);
    });
  }

  #watch(): void {
    try {
      // The editor's own watcher isn't for its own folders.
      this.#watcher = watch(this.folder(), { persistent: false }, (_event, name) => {
        this.look(name ?? undefined, false);
      });
      this.#watcher.on('error', () => {
        this.#unwatch();
        this.#pace();
      });
    } catch {
      this.#watcher = undefined;
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }
}
