import { GridPage } from './gridpage';
import type { FromGrid, GridState } from '../../core/views/grid/gridprotocol';
import { isToGrid } from '../../core/views/grid/gridprotocol';

declare function acquireVsCodeApi(): {
  postMessage(message: FromGrid): void;
  getState(): GridState | undefined;
  setState(state: GridState): void;
};

const host = acquireVsCodeApi();
const saved = host.getState();
let grid = saved?.grid ?? [];
const page = new GridPage(
  (key) => ({
    press: (intent) => {
      host.postMessage({ type: 'intent', key, intent });
    },
    remove: () => {
      host.postMessage({ type: 'remove', key });
    },
    showAlone: () => {
      host.postMessage({ type: 'alone', key });
    },
  }),
  saved?.layout,
  (layout) => {
    // A reload of the window brings the grid back with nothing but this.
    host.setState({ grid, layout });
  },
);
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToGrid(data)) return;
  if (data.type === 'grid') {
    grid = data.grid.kept;
    page.arrange(data.grid);
    return;
  }
  page.show(data.key, data.cell, data.modules, Math.max(performance.now() - data.madeAt, 0));
  host.postMessage({ type: 'shown', clock: performance.now() });
});
host.postMessage({ type: 'ready', clock: performance.now() });
