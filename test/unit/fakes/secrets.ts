import type * as vscode from 'vscode';
import { Emitter } from '../../../src/core/events/emitter';

/** A secret storage like the editor's, which can be made to fail. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly kept = new Map<string, string>();
  readonly #changed = new Emitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  /** The methods that reject. */
  broken: readonly ('get' | 'store' | 'delete')[] = [];
  /** Returns the value that is stored instead of the given one; undefined stores nothing. */
  keeps: (value: string) => string | undefined = (value) => value;

  get(key: string): Promise<string | undefined> {
    return this.#unless('get', () => this.kept.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#unless('store', () => {
      const kept = this.keeps(value);
      if (kept === undefined) this.kept.delete(key);
      else this.kept.set(key, kept);
      this.fireSoon(key);
    });
  }

  delete(key: string): Promise<void> {
    return this.#unless('delete', () => {
      this.kept.delete(key);
      this.fireSoon(key);
    });
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.kept.keys()]);
  }

  /** Fires the change event later, as the editor does in every window. */
  fireSoon(key: string): void {
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
