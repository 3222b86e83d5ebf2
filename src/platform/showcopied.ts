import * as vscode from 'vscode';

/** How long the status bar shows that something was copied, in ms. */
const messageTime = 5_000;

/** Shows in the status bar, for a few seconds, that something was copied. */
export function showCopied(message: string): void {
  vscode.window.setStatusBarMessage(message, messageTime);
}
