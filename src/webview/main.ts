import { Page } from './page';
import type { FromPanel, PanelState } from './protocol';
import { isToPanel } from './protocol';
import { warmUp } from './qr';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  setState(state: PanelState): void;
};

const host = acquireVsCodeApi();
const { instance: instanceId } = document.body.dataset;
// All that a reload of the window needs to bring the panel back.
if (instanceId !== undefined) host.setState({ instanceId });

const page = new Page(
  (intent) => {
    host.postMessage({ type: 'intent', intent });
  },
  (entry) => {
    host.postMessage({ type: 'number', ...entry });
  },
);
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  page.show(data.view, Math.max(performance.now() - data.madeAt, 0));
  host.postMessage({ type: 'shown', clock: performance.now() });
});
host.postMessage({ type: 'ready', clock: performance.now() });
// Nothing can be shown before the host has answered. Safari has no idle moments to give, and its first code takes longer.
if ('requestIdleCallback' in window) requestIdleCallback(warmUp);
