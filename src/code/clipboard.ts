import { DisposableStore } from '../platform/disposables';
import type { InstancePairing } from '../pairing/instancepairing';

/** The part of the editor's clipboard that is used. */
export interface Clipboard {
  readText(): Thenable<string>;
  writeText(text: string): Thenable<void>;
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
  ) {}

  /** Copies a code of a pairing, which tells of it as long as it lives; false if there is none. */
  async copy(
    pairing: Pick<InstancePairing, 'onDidChange' | 'onDidClose'>,
    live: () => string | undefined,
  ): Promise<boolean> {
    const value = live();
    if (value === undefined) return false;
    this.#watching.dispose();
    const watching = new DisposableStore();
    this.#watching = watching;
    const look = (): void => {
      if (live() === value) return;
      watching.dispose();
      this.#value = undefined;
      void this.readable().then(() => this.#clear(value));
    };
    this.#value = value;
    await this.clipboard.writeText(value);
    watching.add(pairing.onDidChange(look));
    watching.add(pairing.onDidClose(look));
    // It may have ended while it was copied.
    look();
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
