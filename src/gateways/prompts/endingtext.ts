import * as vscode from 'vscode';

/** A sentence about the running pairings of this window that an action ends; none if the count is 0. */
export function endingText(running: number): readonly string[] {
  if (running === 0) return [];
  return [
    running === 1
      ? vscode.l10n.t('This ends 1 pairing in this window.')
      : vscode.l10n.t('This ends {0} pairings in this window.', running),
  ];
}
