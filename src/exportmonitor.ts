import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ExportFormat } from './core/monitorexport';
import { exportMonitor } from './core/monitorexport';
import type { Clock } from './core/clock';
import type { History } from './history';
import type { Reported } from './pairings';

/** Writes what happened in the pairings of an instance into a file that the user chooses; its name's ending decides between the formats. */
export async function saveMonitor(
  { instanceId, trace }: Reported,
  history: History,
  clock: Clock,
  wished: ExportFormat = 'json',
): Promise<void> {
  const json = { [vscode.l10n.t('JSON')]: ['json'] };
  const csv = { [vscode.l10n.t('CSV')]: ['csv'] };
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export rotation monitor'),
    defaultUri: proposal(`whatsapp-pairing-${instanceId.replace(/[^\w-]/g, '_')}.${wished}`),
    filters: wished === 'json' ? { ...json, ...csv } : { ...csv, ...json },
  });
  if (!target) return;
  const format = /\.(json|csv)$/i.exec(target.path)?.[1]?.toLowerCase() ?? wished;
  const { entries, dropped } = trace;
  const text = exportMonitor(
    { instanceId, now: clock.now(), entries, dropped, history: history.of(instanceId) },
    format === 'csv' ? 'csv' : 'json',
  );
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The file could not be written. Choose a place where you may write, and export again.'),
    );
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The rotation monitor is exported. The file holds the instance ID, but no access token, code or account.',
    ),
  );
}

/** In the folder that is open, or else at home: without a place the editor would drop the name. */
function proposal(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(path.join(homedir(), name));
}
