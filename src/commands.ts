import * as vscode from 'vscode';
import type { Logger } from './core/logger';
import { errorName } from './core/logger';
import { commands } from './ids';

/** Registers a command; whatever goes wrong in it is told and logged, never swallowed. */
export function register(id: string, log: Logger, run: (...args: unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: unknown[]) => guarded(id, log, () => run(...args)));
}

/** Runs what the user asked for; its failure is told and logged under the name given. */
export async function guarded(name: string, log: Logger, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    await tell(name, log, error);
  }
}

async function tell(name: string, log: Logger, error: unknown): Promise<void> {
  log.error(`${name} failed: ${errorName(error)}`);
  const showLog = vscode.l10n.t('Show log');
  const pressed = await vscode.window.showErrorMessage(
    vscode.l10n.t('Something went wrong that shouldn’t have. The log shows when and where.'),
    showLog,
  );
  if (pressed === showLog) await vscode.commands.executeCommand(commands.showLog);
}
