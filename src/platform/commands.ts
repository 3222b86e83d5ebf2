// src/platform: code for VS Code and Node that several rooms share: settings, commands, prompts, escaping, locks.
import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { errorName } from './errorname';
import { commands } from '../ids';
import type { CommandId } from '../ids';
import { UnwrittenSettings } from './unwrittensettings';

/** What a command runs, with the arguments that it gets. */
export type Handler = (...args: unknown[]) => unknown;

/** What the commands of a room run. */
export type Handlers = Partial<Readonly<Record<CommandId, Handler>>>;

/** Registers a command. If it fails, an error message is shown and a line is logged. */
export function register(id: string, log: Logger, run: Handler): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: unknown[]) => guarded(id, log, () => run(...args)));
}

/** Runs something. If it fails, an error message is shown and a line with this name is logged. */
export async function guarded(name: string, log: Logger, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    await showError(name, log, error);
  }
}

/** Logs a failure under a name and shows an error message for it. */
export async function showError(name: string, log: Logger, error: unknown): Promise<void> {
  log.error(`${name} failed: ${errorName(error)}`);
  const { message, button, command } = messageFor(error);
  if ((await vscode.window.showErrorMessage(message, button)) === button)
    await vscode.commands.executeCommand(command);
}

/** The message for an error, and a button that helps. */
function messageFor(error: unknown): {
  readonly message: string;
  readonly button: string;
  readonly command: string;
} {
  if (error instanceof UnwrittenSettings)
    return {
      message: vscode.l10n.t(
        'The settings could not be saved. Save the settings file or correct the errors in it, then try again.',
      ),
      button: vscode.l10n.t('Open settings file'),
      command: 'workbench.action.openSettingsJson',
    };
  return {
    message: vscode.l10n.t('Unexpected error. The log shows when and where it happened.'),
    button: vscode.l10n.t('Show log'),
    command: commands.showLog,
  };
}
