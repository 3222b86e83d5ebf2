import * as vscode from 'vscode';

/** Context keys, which decide what menus and the command palette list. The editor gets a value only when it changes. */
export class ContextKeys {
  readonly #values = new Map<string, boolean | string>();

  set(key: string, value: boolean | string): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
