import type { QrModules } from '../../code/modules';
import type { PanelView } from './paneldata';
import type { Intent } from '../intent';
import { isIntent } from '../intent';
import type { MonitorView } from '../monitorview';
import type { NumberEntry } from '../../pairing/numberform';
import { isNumberEntry } from '../../pairing/numberform';
import { isRecord } from '../../text/json';

/** A view for the page, and the modules of its code. */
export interface ViewMessage {
  readonly view: PanelView;
  readonly modules: QrModules | undefined;
}

/** A message from the host: always the whole panel or the whole monitor, so that the last message is enough. */
export type ToPanel =
  | ((
      | ({ readonly type: 'view' } & ViewMessage)
      /** Sent only while the monitor is open. */
      | { readonly type: 'monitor'; readonly monitor: MonitorView }
    ) & {
      /** When the view was made, or a little earlier, in ms on the page's clock, since a message can take long to arrive. */
      readonly madeAt: number;
    })
  | EarlyView;

/**
 * A view for a page that still loads: the page finds it when it has loaded, before the view that it asks for then arrives. It
 * shows this one only if {@link earlyAge} can tell its age.
 */
export interface EarlyView extends ViewMessage {
  readonly type: 'early';
  /** When the view was made, in ms since the epoch on the host's clock. */
  readonly sentAt: number;
}

/** Oldest early view that a page shows, in ms. */
const maxEarlyAge = 5_000;
/** A code that is live for less than this, in ms, is never shown early. */
const minEarlyLife = 2 * maxEarlyAge;

/**
 * The age of an early view, in ms, at a time on the page's clock since the epoch. Undefined if it seems too old, or to come from
 * the future: the page took long to load, or the host's clock, which is perhaps another machine's, differs from the page's.
 */
export function earlyAge({ view, sentAt }: Omit<EarlyView, 'modules'>, now: number): number | undefined {
  const age = now - sentAt;
  const life = view.code?.validMs ?? view.pairingCode?.code?.validMs ?? Infinity;
  return Math.abs(age) <= maxEarlyAge && life >= minEarlyLife ? Math.max(age, 0) : undefined;
}

/** A message from the page. */
export type FromPanel =
  /** The page is ready to receive messages; earlier ones are lost. Sent again after each reload of the page. */
  | { readonly type: 'ready'; readonly clock: number }
  /** The page has received a view; like `ready`, the message has the time on the page's clock, in ms. */
  | { readonly type: 'shown'; readonly clock: number }
  /** The user pressed a button. */
  | { readonly type: 'intent'; readonly intent: Intent }
  /** The user opened or closed the rotation monitor. */
  | { readonly type: 'monitor'; readonly open: boolean }
  /** The user typed a phone number. */
  | ({ readonly type: 'number' } & NumberEntry);

/** The state that the page of a queue keeps across reloads of the window, without secrets. */
export interface QueuePanelState {
  /** The `kept` of the host's queue view. */
  readonly queue: unknown;
}

/** Whether foreign data is a message from the host. */
export function isToPanel(data: unknown): data is ToPanel {
  if (!isRecord(data)) return false;
  const { type } = data;
  if (type === 'early') return isRecord(data['view']) && Number.isFinite(data['sentAt']);
  if (!Number.isFinite(data['madeAt'])) return false;
  return (type === 'view' || type === 'monitor') && isRecord(data[type]);
}

/** Whether foreign data is a message from the page. */
export function isFromPanel(data: unknown): data is FromPanel {
  if (!isRecord(data)) return false;
  const { type, clock, intent, open } = data;
  if (type === 'monitor') return typeof open === 'boolean';
  if (type === 'number') return isNumberEntry(data);
  return type === 'intent'
    ? isIntent(intent)
    : (type === 'ready' || type === 'shown') && Number.isFinite(clock);
}

/** Whether foreign data is the state that the page of a queue keeps; its content isn't checked. */
export function isQueuePanelState(data: unknown): data is QueuePanelState {
  return isRecord(data) && 'queue' in data;
}
