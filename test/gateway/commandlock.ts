import type { Sleep } from './clock';

/** One command at a time for one instance, in the order of their arrival; a command that waits too long gives up. */
export class CommandLock {
  readonly #limit: number;
  readonly #sleep: Sleep;
  readonly #waiting: (() => void)[] = [];
  #held = false;

  /** Takes how long a command waits for its turn, in ms. */
  constructor(limit: number, sleep: Sleep) {
    this.#limit = limit;
    this.#sleep = sleep;
  }

  /** Waits for the turn; false if it doesn't come in time. After true, release the lock at the end of the command. */
  async acquire(): Promise<boolean> {
    if (!this.#held) {
      this.#held = true;
      return true;
    }
    const given = new AbortController();
    const turn = (): void => {
      given.abort();
    };
    this.#waiting.push(turn);
    await this.#sleep(this.#limit, given.signal).catch(() => undefined);
    if (given.signal.aborted) return true;
    this.#waiting.splice(this.#waiting.indexOf(turn), 1);
    return false;
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
  }
}
