import { commands } from '../ids';
import type { Handlers } from '../platform/commands';
import type { Lazy } from '../platform/lazy';
import type { PairingGrid } from './pairinggrid';

/** The command that shows QR codes side by side. */
export const gridCommands = (grid: Lazy<PairingGrid>) =>
  ({
    [commands.showGrid]: async (row, selected) => {
      await (await grid.get()).open(row, selected);
    },
  }) satisfies Handlers;
