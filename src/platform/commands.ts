import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { errorName } from './errorname';
import { commands } from '../ids';
import { UnwrittenSettings } from './settings';

/** Registers a command; whatever goes wrong in it is told and logged, never swallowed. */
export function register(id: string, log: Logger, run: (...args: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: unknown[]) => guarded(id, log, () => run(...args)));
}

/** Runs what the user asked for; its failure is told and logged under the name given. */
export async function guarded(name: string, log: Logger, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    await showError(name, log, error);
  }
}

/** Tells and logs what went wrong, under the name given. */
export async function showError(name: string, log: Logger, error: unknown): Promise<void> {
  log.error(`${name} failed: ${errorName(error)}`);
  const { message, button, command } = messageFor(error);
  if ((await vscode.window.showErrorMessage(message, button)) === button)
    await vscode.commands.executeCommand(command);
}

/** What to say of an error, and where to go with it. */
function messageFor(error: unknown): {
  readonly message: string;
  readonly button: string;
  readonly command: string;
} {
  if (error instanceof UnwrittenSettings)
    return {
      message: vscode.l10n.t(
        'The settings could not be saved. Save the settings file, or correct what the editor marks in it, then try again.',
      ),
      button: vscode.l10n.t('Open settings file'),
      command: 'workbench.action.openSettingsJson',
    };
  return {
    message: vscode.l10n.t('Something went wrong that shouldn’t have. The log shows when and where.'),
    button: vscode.l10n.t('Show log'),
    command: commands.showLog,
  };
}
