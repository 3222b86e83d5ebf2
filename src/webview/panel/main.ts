import type { Intent } from '../../core/views/intent';
import { Monitor } from './monitor';
import { Page } from './panelpage';
import type { InstanceRef } from '../../core/references/instanceref';
import type { FromPanel, QueuePanelState, ViewMessage } from '../../core/views/panel/panelprotocol';
import { earlyAge, isToPanel } from '../../core/views/panel/panelprotocol';

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
const show = ({ view, modules }: ViewMessage, age: number): void => {
  page.show(view, modules, age);
  if (view.queue) host.setState({ queue: view.queue.kept });
};
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  if (data.type === 'early') {
    const age = earlyAge(data, Date.now());
    if (age !== undefined) show(data, age);
    return;
  }
  const age = Math.max(performance.now() - data.madeAt, 0);
  if (data.type === 'monitor') {
    monitor.show(data.monitor, age);
    return;
  }
  show(data, age);
  host.postMessage({ type: 'shown', clock: performance.now() });
});
host.postMessage({ type: 'ready', clock: performance.now() });
