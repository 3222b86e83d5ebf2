import type { CDPSession, Page } from 'playwright-core';

/** The work of the window’s main thread during a period. */
export interface WindowWork {
  /** Milliseconds of work per second. */
  readonly load: number;
  /** The longest task in ms, during which the window doesn’t respond to keys. 0 if all took less than 50 ms. */
  readonly longest: number;
}

/** The property that the script below adds to the window. */
interface WatchedWindow extends Window {
  benchLongest?: number;
}

/** Measures how busy the window’s main thread is. */
export class WindowWatch {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async open(page: Page): Promise<WindowWatch> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.addInitScript(watchLongTasks);
    return new WindowWatch(page, session);
  }

  /** The work of the thread during an action. */
  async during(action: () => Promise<unknown>): Promise<WindowWork> {
    await this.page.evaluate(() => {
      (window as WatchedWindow).benchLongest = 0;
    });
    const before = await this.#work();
    await action();
    const after = await this.#work();
    const longest = await this.page.evaluate(() => (window as WatchedWindow).benchLongest ?? 0);
    return { load: ((after.busy - before.busy) / (after.at - before.at)) * 1_000, longest };
  }

  /** The thread’s work so far and the time, in seconds. */
  async #work(): Promise<{ readonly busy: number; readonly at: number }> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const metric = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
    return { busy: metric('TaskDuration'), at: metric('Timestamp') };
  }
}

/** Runs in every document. The browser reports tasks of 50 ms and more. */
function watchLongTasks(): void {
  if (window !== window.top) return;
  const benchWindow = window as WatchedWindow;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      benchWindow.benchLongest = Math.max(benchWindow.benchLongest ?? 0, duration);
  }).observe({ type: 'longtask' });
}
