import * as vscode from 'vscode';

/** The editor's context keys, by which menus and the palette decide what they list. It is told only of changes. */
export class ContextKeys {
  readonly #values = new Map<string, boolean | string>();

  set(key: string, value: boolean | string): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
