import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import type { Logger } from '../core/timeline/log';
import { commands, gridPanelType } from '../ids';
import { guarded, register } from '../platform/commands';
import type { Lazy } from '../platform/lazy';
import type { PairingGrid } from './pairinggrid';

/** Registers the command that shows QR codes side by side, and restores the grid after a reload. */
export function registerGridCommands(grid: Lazy<PairingGrid>, log: Logger): readonly Disposable[] {
  return [
    register(commands.showGrid, log, async (row, selected) => {
      await (await grid.get()).open(row, selected);
    }),
    vscode.window.registerWebviewPanelSerializer(gridPanelType, {
      deserializeWebviewPanel: (panel, state) =>
        guarded('restoreGrid', log, async () => {
          (await grid.get()).restore(panel, state);
        }),
    }),
  ];
}
