import type { Intent } from '../../core/views/intent';
import { Monitor } from './monitor';
import { Page } from './panelpage';
import type { InstanceRef } from '../../core/references/instanceref';
import type { FromPanel, QueuePanelState } from '../../core/views/panel/panelprotocol';
import { isToPanel } from '../../core/views/panel/panelprotocol';
import { warmUp } from '../qrpath';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  setState(state: InstanceRef | QueuePanelState): void;
};

const host = acquireVsCodeApi();
const { instance: instanceId, gateway = '' } = document.body.dataset;
// A reload of the window brings the panel back with nothing but this.
if (instanceId !== undefined && instanceId !== '') host.setState({ gateway, instanceId });

const press = (intent: Intent): void => {
  host.postMessage({ type: 'intent', intent });
};
const page = new Page(press, (entry) => {
  host.postMessage({ type: 'number', ...entry });
});
const monitor = new Monitor(press, (open) => {
  host.postMessage({ type: 'monitor', open });
});
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  const age = Math.max(performance.now() - data.madeAt, 0);
  if (data.type === 'monitor') {
    monitor.show(data.monitor, age);
    return;
  }
  page.show(data.view, age);
  if (data.view.queue) host.setState({ queue: data.view.queue.kept });
  host.postMessage({ type: 'shown', clock: performance.now() });
});
host.postMessage({ type: 'ready', clock: performance.now() });
// While the host's first message is on its way. Safari lacks this function, so its first code takes longer.
if ('requestIdleCallback' in window) requestIdleCallback(warmUp);
