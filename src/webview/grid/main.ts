import { warmUp } from '../qrpath';
import { GridPage } from './page';
import type { FromGrid, GridState } from '../../core/views/gridprotocol';
import { isToGrid } from '../../core/views/gridprotocol';

declare function acquireVsCodeApi(): {
  postMessage(message: FromGrid): void;
  setState(state: GridState): void;
};

const host = acquireVsCodeApi();
const page = new GridPage((key) => ({
  press: (intent) => {
    host.postMessage({ type: 'intent', key, intent });
  },
  remove: () => {
    host.postMessage({ type: 'remove', key });
  },
  alone: () => {
    host.postMessage({ type: 'alone', key });
  },
}));
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToGrid(data)) return;
  if (data.type === 'grid') {
    page.arrange(data.grid);
    // All that a reload of the window needs to bring the grid back.
    host.setState({ grid: data.grid.kept });
    return;
  }
  page.show(data.key, data.cell, Math.max(performance.now() - data.madeAt, 0));
  host.postMessage({ type: 'shown', clock: performance.now() });
});
host.postMessage({ type: 'ready', clock: performance.now() });
if ('requestIdleCallback' in window) requestIdleCallback(warmUp);
