import type { Intent } from '../core/intent';
import { isIntent } from '../core/intent';
import type { PanelView } from '../core/panelview';

/** What the host sends: the whole panel, every time, so that one message is as good as all before it. */
export type ToPanel = { readonly type: 'view'; readonly view: PanelView };

/** What the page sends. */
export type FromPanel =
  /** The page listens; whatever was sent before is lost. Sent again after each reload of the page. */
  | { readonly type: 'ready' }
  /** The user pressed a button. */
  | { readonly type: 'intent'; readonly intent: Intent };

/** What the page keeps across reloads of the window: no secret is in it. */
export interface PanelState {
  readonly instanceId: string;
}

/** Whether a message is one of the host's. */
export function isToPanel(data: unknown): data is ToPanel {
  return isRecord(data) && data['type'] === 'view' && isRecord(data['view']);
}

/** Whether a message is one of the page's. */
export function isFromPanel(data: unknown): data is FromPanel {
  return (
    isRecord(data) && (data['type'] === 'ready' || (data['type'] === 'intent' && isIntent(data['intent'])))
  );
}

/** Whether foreign data is what the page keeps. */
export function isPanelState(data: unknown): data is PanelState {
  return isRecord(data) && typeof data['instanceId'] === 'string';
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}
