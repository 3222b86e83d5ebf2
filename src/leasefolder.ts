import * as vscode from 'vscode';
import type { Logger } from './core/logger';
import { Leases } from './leases';
import { machine } from './machine';

/** The leases of this window, in what all windows of its profile share. */
export function leasesIn(globalStorageUri: vscode.Uri, log: Logger): Leases {
  return new Leases({
    folder:
      globalStorageUri.scheme === 'file' ? vscode.Uri.joinPath(globalStorageUri, 'leases').fsPath : undefined,
    where: vscode.workspace.name ?? vscode.l10n.t('a window without a folder'),
    machine,
    log,
  });
}
