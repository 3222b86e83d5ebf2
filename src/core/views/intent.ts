// src/core/views: what the panel, status bar, grid, queue and terminal show, as data.
import { remedies } from '../failures/remedy';

/** Everything that a button on the panel or in the status bar's tooltip can do. */
export const intents = [
  ...remedies,
  'show',
  'showPanel',
  'enlarge',
  'copyValue',
  'saveImage',
  'retry',
  'stop',
  'pairHere',
  'unlink',
  'styleSetting',
  'copyReport',
  'exportJson',
  'exportCsv',
  'pairingCode',
  'qrCode',
  'newPairingCode',
  'changeNumber',
  'copyPairingCode',
  'queueBack',
  'queueLater',
  'queueSkip',
  'queueCopy',
  'queueAgain',
] as const;

/** What a user wants to happen. */
export type Intent = (typeof intents)[number];

/** Intents about the queue in which an instance is paired, not about its pairing. */
export type QueueIntent = Extract<Intent, `queue${string}`>;

/** Intents that make sense only in an instance's own panel, not in a queue or the grid. */
export const ownIntents: ReadonlySet<Intent> = new Set(['chooseInstance', 'unlink']);

/** Whether an intent is about the queue. */
export function isQueueIntent(intent: Intent): intent is QueueIntent {
  return intent.startsWith('queue');
}

/** Whether foreign data is an {@link Intent}. */
export function isIntent(data: unknown): data is Intent {
  return intents.some((intent) => intent === data);
}

/** A button: what it does, and its label. */
export interface Action {
  readonly intent: Intent;
  readonly label: string;
}
