import { DisposableStore } from '../platform/disposables';
import type { Listen } from '../core/events/emitter';

/** The part of the editor's clipboard that is used. */
export interface Clipboard {
  readText(): Thenable<string>;
  writeText(text: string): Thenable<void>;
}

/** What a code belongs to, and when that changes or goes. */
export interface CodeOwner {
  readonly onDidChange: Listen<unknown>;
  readonly onDidClose: Listen<unknown>;
}

/** Puts codes on the clipboard, and takes them off it when they end. */
export class CodeClipboard {
  #watching = new DisposableStore();
  /** What was put there and hasn't ended. */
  #value: string | undefined;

  constructor(
    private readonly clipboard: Clipboard,
    /** Settles when the clipboard can be read. */
    private readonly readable: () => Promise<void> = () => Promise.resolve(),
    /** Told when a code that has ended could not be taken off. */
    private readonly failed: () => void = () => undefined,
  ) {}

  /** Copies a code, which the function gives until it ends; false if there is none. */
  async copy(owner: CodeOwner, live: () => string | undefined): Promise<boolean> {
    const value = live();
    if (value === undefined) return false;
    this.#watching.dispose();
    const watching = new DisposableStore();
    this.#watching = watching;
    const check = (): void => {
      if (live() === value) return;
      watching.dispose();
      this.#value = undefined;
      this.readable()
        .then(() => this.#clear(value))
        .catch(this.failed);
    };
    this.#value = value;
    await this.clipboard.writeText(value);
    watching.add(owner.onDidChange(check));
    watching.add(owner.onDidClose(check));
    // It may have ended while it was copied.
    check();
    return true;
  }

  /** Takes off what is there still: nobody will watch it any more. */
  async end(): Promise<void> {
    this.#watching.dispose();
    if (this.#value !== undefined) await this.#clear(this.#value);
    this.#value = undefined;
  }

  /** What the user has copied since is left alone. */
  async #clear(value: string): Promise<void> {
    if ((await this.clipboard.readText()) === value) await this.clipboard.writeText('');
  }
}
