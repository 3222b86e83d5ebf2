import { remedies } from '../failures/remedy';

/** Everything a user can press on the panel or in the status bar's tooltip. */
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

/** Those that are about linking with a phone number. */
export type PairingCodeIntent = 'pairingCode' | 'qrCode' | 'newPairingCode' | 'changeNumber';

/** Those that are about the queue in which an instance is paired, and not about its pairing. */
export type QueueIntent = Extract<Intent, `queue${string}`>;

/** What makes sense only where an instance has a panel to itself, and is in no queue nor on the grid. */
export const ownIntents: ReadonlySet<Intent> = new Set(['chooseInstance', 'unlink']);

/** Whether an intent is about the queue. */
export function isQueueIntent(intent: Intent): intent is QueueIntent {
  return intent.startsWith('queue');
}

/** Whether foreign data is an intent. */
export function isIntent(data: unknown): data is Intent {
  return intents.some((intent) => intent === data);
}

/** A button: what it does and what it says. */
export interface Action {
  readonly intent: Intent;
  readonly label: string;
}
