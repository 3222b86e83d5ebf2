import type { PanelView } from './paneldata';
import type { Intent } from './intent';
import { isIntent } from './intent';
import type { MonitorView } from './monitorview';
import type { NumberEntry } from '../pairing/numberform';
import { isNumberEntry } from '../pairing/numberform';

/** What the host sends: the whole panel, or the whole monitor, every time, so that one message is as good as all before it. */
export type ToPanel = (
  | { readonly type: 'view'; readonly view: PanelView }
  /** Sent only while the monitor is open. */
  | { readonly type: 'monitor'; readonly monitor: MonitorView }
) & {
  /** When the view was made, or a little before, in ms on the page's clock: a message can be long under way. */
  readonly madeAt: number;
};

/** What the page sends. */
export type FromPanel =
  /** The page listens; whatever was sent before is lost. Sent again after each reload of the page. */
  | { readonly type: 'ready'; readonly clock: number }
  /** A view has come; like `ready` it tells the page's clock, in ms. */
  | { readonly type: 'shown'; readonly clock: number }
  /** The user pressed a button. */
  | { readonly type: 'intent'; readonly intent: Intent }
  /** The user opened or closed the rotation monitor. */
  | { readonly type: 'monitor'; readonly open: boolean }
  /** The user typed a phone number. */
  | ({ readonly type: 'number' } & NumberEntry);

/** What the page of a queue keeps across reloads of the window: no secret is in it. */
export interface QueuePanelState {
  /** As the host tells it. */
  readonly queue: unknown;
}

/** Whether a message is one of the host's. */
export function isToPanel(data: unknown): data is ToPanel {
  if (!isRecord(data) || !Number.isFinite(data['madeAt'])) return false;
  const { type } = data;
  return (type === 'view' || type === 'monitor') && isRecord(data[type]);
}

/** Whether a message is one of the page's. */
export function isFromPanel(data: unknown): data is FromPanel {
  if (!isRecord(data)) return false;
  const { type, clock, intent, open } = data;
  if (type === 'monitor') return typeof open === 'boolean';
  if (type === 'number') return isNumberEntry(data);
  return type === 'intent'
    ? isIntent(intent)
    : (type === 'ready' || type === 'shown') && Number.isFinite(clock);
}

/** Whether foreign data is what the page of a queue keeps; what is in it is another question. */
export function isQueuePanelState(data: unknown): data is QueuePanelState {
  return isRecord(data) && 'queue' in data;
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
