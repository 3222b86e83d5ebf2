import * as vscode from 'vscode';
import type { Logger } from '../../core/timeline/log';
import { machine } from '../machine';
import { lockFolder } from './lockfolder';
import { Locks } from './locks';

/** Creates the locks of this window, in the storage that all windows of the profile share. */
export function windowLocks(globalStorageUri: vscode.Uri, log: Logger): Locks {
  return new Locks({
    folder: lockFolder(globalStorageUri),
    window: vscode.workspace.name ?? '',
    machine,
    log,
  });
}
