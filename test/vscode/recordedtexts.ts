import type { BrowserContext } from 'playwright-core';
import type { Webview } from './webview';

/** An element of the panel or the grid whose texts are recorded. */
export type RecordedElement = 'headline' | 'announcer';

/** What a page records about itself. */
interface Recording {
  recordedTexts?: Partial<Record<RecordedElement, string[]>>;
}

/** Records every text of these elements in the webviews of a browser, from the start of each page: some are there only for a moment. */
export async function recordTexts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // The frame of a webview keeps its window when VS Code writes the extension's document into it, but no observer.
    if (location.href !== 'about:blank') return;
    const recorded: Partial<Record<RecordedElement, string[]>> = {};
    (window as Recording).recordedTexts = recorded;
    const record = (element: HTMLElement, texts: string[]): void => {
      const text = element.textContent;
      if (text !== '' && text !== texts.at(-1)) texts.push(text);
    };
    const search = (): void => {
      for (const id of ['headline', 'announcer'] as const) {
        const element = document.getElementById(id);
        if (!element || recorded[id]) continue;
        const texts = (recorded[id] = [] as string[]);
        record(element, texts);
        new MutationObserver(() => {
          record(element, texts);
        }).observe(element, { childList: true });
      }
      if (!recorded.announcer) setTimeout(search, 10);
    };
    search();
  });
}

/** What was recorded for an element since the webview's page was loaded. */
export async function recordedTexts(webview: Webview, id: RecordedElement): Promise<readonly string[]> {
  const frame = await webview.frame();
  return await frame.evaluate((wanted) => (window as Recording).recordedTexts?.[wanted] ?? [], id);
}
