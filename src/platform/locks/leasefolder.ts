import type { Logger } from '../../core/timeline/log';
import * as vscode from 'vscode';
import type { Gateway } from '../../core/gateways/gateway';
import { tokenKey } from '../../core/gateways/gateway';
import { leaseFolder } from './leasefile';
import { Leases } from './leases';
import { machine } from '../machine';

/** The leases of this window, in what all windows of its profile share. */
export function leasesIn(globalStorageUri: vscode.Uri, log: Logger): Leases {
  return new Leases({
    folder: leaseFolder(globalStorageUri),
    where: vscode.workspace.name ?? vscode.l10n.t('a window without a folder'),
    machine,
    log,
  });
}

/** Under what the lease on an instance is kept. */
export function leaseKey(gateway: Gateway, instanceId: string): string {
  return `${tokenKey(gateway)}\n${instanceId}`;
}
