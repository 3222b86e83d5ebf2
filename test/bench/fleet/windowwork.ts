import type { CDPSession, Page } from 'playwright-core';

/** What the window's own thread did in a stretch. */
export interface WindowWork {
  /** Milliseconds of work for each second. */
  readonly load: number;
  /** The longest piece of work in ms, during which the window took no key; 0 if all were under 50 ms. */
  readonly longest: number;
}

/** What the script below leaves in the window. */
interface Watched extends Window {
  benchLongest?: number;
}

/** Sees how busy the window's own thread is. */
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

  /** What the thread does while something else is done or waited for. */
  async during(stretch: () => Promise<unknown>): Promise<WindowWork> {
    await this.page.evaluate(() => {
      (window as Watched).benchLongest = 0;
    });
    const before = await this.#work();
    await stretch();
    const after = await this.#work();
    const longest = await this.page.evaluate(() => (window as Watched).benchLongest ?? 0);
    return { load: ((after.busy - before.busy) / (after.at - before.at)) * 1_000, longest };
  }

  /** Seconds of work, and of the clock. */
  async #work(): Promise<{ readonly busy: number; readonly at: number }> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
    return { busy: of('TaskDuration'), at: of('Timestamp') };
  }
}

/** Runs in every document; the browser tells of work that takes 50 ms and more. */
function watchLongTasks(): void {
  if (window !== window.top) return;
  const own = window as Watched;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      own.benchLongest = Math.max(own.benchLongest ?? 0, duration);
  }).observe({ type: 'longtask' });
}
