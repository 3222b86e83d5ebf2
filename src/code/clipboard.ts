import { setTimeout as sleep } from 'node:timers/promises';
import { DisposableStore } from '../platform/disposables';
import type { Listen } from '../core/events/emitter';

/** The part of the editor's clipboard that is needed. */
export interface Clipboard {
  readText(): Thenable<string>;
  writeText(text: string): Thenable<void>;
}

/** The owner of a code: a pairing that can change or close. */
export interface CodeOwner {
  readonly onDidChange: Listen<unknown>;
  readonly onDidClose: Listen<unknown>;
}

/** What became of a copy: whether the code can be removed from the clipboard later, or stays there until something else is copied. */
export type Copied = 'removable' | 'stays';

/** How long the clipboard may take to answer, in ms. A browser can ask the user for a permission first. */
const readTime = 3_000;

/** Copies codes to the clipboard, and removes them when they expire or are no longer shown. */
export class CodeClipboard {
  #watching = new DisposableStore();
  /** The copied code, while it is live. */
  #value: string | undefined;

  constructor(
    private readonly clipboard: Clipboard,
    /** Resolves when the clipboard can be read. */
    private readonly readable: () => Promise<void> = () => Promise.resolve(),
    /** Called when a code could not be removed. */
    private readonly failed: () => void = () => undefined,
    /** Resolves after that many ms. */
    private readonly wait: (ms: number) => Promise<unknown> = (ms) => sleep(ms, undefined, { ref: false }),
  ) {}

  /**
   * Copies the code that `live` returns, and removes it once `live` returns another value. Undefined if there is no code. The
   * clipboard is read at once, while the user can still allow it: a browser that refuses that would refuse it later too.
   */
  async copy(owner: CodeOwner, live: () => string | undefined): Promise<Copied | undefined> {
    const value = live();
    if (value === undefined) return undefined;
    const watching = new DisposableStore();
    let copied: Copied = 'removable';
    const check = (): void => {
      if (live() === value) return;
      watching.dispose();
      if (this.#value === value) this.#value = undefined;
      // An attempt would only make the editor show an error.
      if (copied === 'stays') {
        this.failed();
        return;
      }
      this.readable()
        .then(() => this.#clear(value))
        .catch(this.failed);
    };
    const before = this.#value;
    // Already now: the window can close while the code is copied.
    this.#value = value;
    try {
      await this.clipboard.writeText(value);
    } catch (error) {
      // The code before is still on the clipboard, and still watched.
      this.#value = before;
      throw error;
    }
    this.#watching.dispose();
    this.#watching = watching;
    watching.add(owner.onDidChange(check));
    watching.add(owner.onDidClose(check));
    if (!(await this.#canRead())) copied = 'stays';
    // The code may have expired while it was copied.
    check();
    return copied;
  }

  /** Whether the clipboard, on which something was just copied, can be read. A browser that refuses that returns no text or nothing at all. */
  async #canRead(): Promise<boolean> {
    try {
      const reading = this.readable().then(() => this.clipboard.readText());
      const read = await Promise.race([reading, this.wait(readTime)]);
      return typeof read === 'string' && read !== '';
    } catch {
      return false;
    }
  }

  /** Removes a code that is still on the clipboard, because afterwards nothing watches it. */
  async end(): Promise<void> {
    this.#watching.dispose();
    if (this.#value !== undefined) await this.#clear(this.#value);
    this.#value = undefined;
  }

  /** Clears the clipboard, unless the user has copied something else since. */
  async #clear(value: string): Promise<void> {
    if ((await this.clipboard.readText()) === value) await this.clipboard.writeText('');
  }
}
