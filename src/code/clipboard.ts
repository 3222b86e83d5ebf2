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
  ) {}

  /** Copies the code that `live` returns, and removes it once `live` returns another value. False if there is no code. */
  async copy(owner: CodeOwner, live: () => string | undefined): Promise<boolean> {
    const value = live();
    if (value === undefined) return false;
    const watching = new DisposableStore();
    const check = (): void => {
      if (live() === value) return;
      watching.dispose();
      if (this.#value === value) this.#value = undefined;
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
    // The code may have expired while it was copied.
    check();
    return true;
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
