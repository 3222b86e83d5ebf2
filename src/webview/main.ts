import { Page } from './page';
import type { FromPanel, PanelState } from './protocol';
import { isToPanel } from './protocol';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  setState(state: PanelState): void;
};

const host = acquireVsCodeApi();
const { instance: instanceId } = document.body.dataset;
// All that a reload of the window needs to bring the panel back.
if (instanceId !== undefined) host.setState({ instanceId });

const page = new Page((intent) => {
  host.postMessage({ type: 'intent', intent });
});
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToPanel(data)) page.show(data.view);
});
host.postMessage({ type: 'ready' });
