import { warmUp } from './qr';
import { WallPage } from './wallpage';
import type { FromWall, WallState } from './wallprotocol';
import { isToWall } from './wallprotocol';

declare function acquireVsCodeApi(): {
  postMessage(message: FromWall): void;
  setState(state: WallState): void;
};

const host = acquireVsCodeApi();
const page = new WallPage((key) => ({
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
  if (!isToWall(data)) return;
  if (data.type === 'wall') {
    page.arrange(data.wall);
    // All that a reload of the window needs to bring the wall back.
    host.setState({ wall: data.wall.kept });
    return;
  }
  page.show(data.key, data.cell, Math.max(performance.now() - data.madeAt, 0));
  host.postMessage({ type: 'shown', clock: performance.now() });
});
host.postMessage({ type: 'ready', clock: performance.now() });
if ('requestIdleCallback' in window) requestIdleCallback(warmUp);
