import { commands } from '../ids';
import type { Handlers } from '../platform/commands';
import type { Lazy } from '../platform/lazy';
import type { PairingQueue } from './pairingqueue';

/** The command that pairs several instances in a row. */
export const queueCommands = (queue: Lazy<PairingQueue>) =>
  ({
    [commands.pairSeveral]: async (row, selected) => {
      await (await queue.get()).pair(row, selected);
    },
  }) satisfies Handlers;
