import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import type { Logger } from '../core/timeline/log';
import { commands, queuePanelType } from '../ids';
import { guarded, register } from '../platform/commands';
import type { Lazy } from '../platform/lazy';
import type { PairingQueue } from './pairingqueue';

/** Registers the command that pairs several instances in a row, and restores the queue's panel after a reload. */
export function registerQueueCommands(queue: Lazy<PairingQueue>, log: Logger): readonly Disposable[] {
  return [
    register(commands.pairSeveral, log, async (row, selected) => {
      await (await queue.get()).pair(row, selected);
    }),
    vscode.window.registerWebviewPanelSerializer(queuePanelType, {
      deserializeWebviewPanel: (panel, state) =>
        guarded('restoreQueue', log, async () => {
          (await queue.get()).restore(panel, state);
        }),
    }),
  ];
}
