import type * as vscode from 'vscode';
import { Emitter } from '../../../src/core/events/emitter';

/** A secret storage that behaves like the editor's, and can be made to misbehave. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly kept = new Map<string, string>();
  readonly #changed = new Emitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  /** Which of its methods reject. */
  broken: readonly ('get' | 'store' | 'delete')[] = [];
  /** What it keeps instead of what it is given; undefined to forget at once. */
  keeps: (value: string) => string | undefined = (value) => value;

  get(key: string): Promise<string | undefined> {
    return this.#unless('get', () => this.kept.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#unless('store', () => {
      const kept = this.keeps(value);
      if (kept === undefined) this.kept.delete(key);
      else this.kept.set(key, kept);
      this.tell(key);
    });
  }

  delete(key: string): Promise<void> {
    return this.#unless('delete', () => {
      this.kept.delete(key);
      this.tell(key);
    });
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.kept.keys()]);
  }

  /** The editor brings the news later, to every window. */
  tell(key: string): void {
    setImmediate(() => {
      this.#changed.fire({ key });
    });
  }

  async #unless<T>(method: FakeSecrets['broken'][number], run: () => T): Promise<T> {
    await Promise.resolve();
    if (this.broken.includes(method)) throw new Error('The keyring is locked.');
    return run();
  }
}
