import * as vscode from 'vscode';
import type { Gateway } from '../../core/gateways/gateway';
import { tokenKey } from '../../core/gateways/gateway';
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

/** Key of the lock on an instance. It begins with the key of the gateway's access token. */
export function instanceLockKey(gateway: Gateway, instanceId: string): string {
  return `${tokenKey(gateway)}\n${instanceId}`;
}
