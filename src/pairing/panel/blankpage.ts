import * as vscode from 'vscode';
import type { InstanceRef } from '../../core/references/instanceref';
import { commands } from '../../ids';

/** Whether the message is open. One is enough for all panels. */
let isOpen = false;

/** Explains why a panel stays blank, and offers the terminal for its instance, or for one that the user chooses. */
export async function explainBlankPage(ref?: InstanceRef): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  const pair = vscode.l10n.t('Pair in terminal');
  try {
    if ((await vscode.window.showWarningMessage(reason(), pair)) !== pair) return;
  } finally {
    isOpen = false;
  }
  await vscode.commands.executeCommand(commands.pairInTerminal, ref);
}

function reason(): string {
  if (vscode.env.uiKind === vscode.UIKind.Desktop)
    return vscode.l10n.t(
      'The panel did not load within 10 seconds, so no more codes are requested for it. Reloading the window may help. The terminal works without it.',
    );
  return vscode.l10n.t(
    'The panel did not load within 10 seconds, so no more codes are requested for it. Browsers load it only from https:// or localhost, and only if they allow service workers, which private windows may block. The terminal works without it.',
  );
}
