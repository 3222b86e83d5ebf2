import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Soon } from './soon';

/**
 * Context keys, which decide what menus and the command palette list. The editor gets a value a moment after it has changed: it
 * then looks at all its menus again.
 */
export class ContextKeys implements Disposable {
  readonly #values = new Map<string, boolean | string>();
  readonly #sent = new Map<string, boolean | string>();
  readonly #sending = new Soon(() => {
    for (const [key, value] of this.#values) {
      if (this.#sent.get(key) === value) continue;
      this.#sent.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  });

  set(key: string, value: boolean | string): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    this.#sending.ask();
  }

  dispose(): void {
    this.#sending.dispose();
  }
}
