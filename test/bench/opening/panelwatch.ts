import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { emptyPanelElement } from './emptypanel';
import { watchName } from './profile';

/** An element that appeared in a panel, and when, in ms since the epoch on the browser’s clock. */
interface Appeared {
  readonly what: 'empty panel' | 'code';
  readonly at: number;
  /** When the frame began that had the document of the panel, on the same clock. */
  readonly documentAt: number;
}

/** The properties that the script below adds to each document’s window. */
interface WatchedWindow extends Window {
  benchKeyAt?: number;
  benchAppeared?(appeared: Appeared): void;
}

const waitLimit = 30_000;

/** Measures the time from a key press in the window until an element appears in a panel’s page. */
export class PanelWatch {
  #appeared: Appeared | undefined;

  private constructor(private readonly page: Page) {}

  /** Watches every document that the page opens afterwards. */
  static async open(page: Page): Promise<PanelWatch> {
    const panelWatch = new PanelWatch(page);
    await page.exposeBinding('benchAppeared', (_, appeared: Appeared) => {
      panelWatch.#appeared ??= appeared;
    });
    const argument = JSON.stringify(emptyPanelElement);
    await page.addInitScript({ content: `(${watch.toString()})(${argument});\n//# sourceURL=${watchName}` });
    return panelWatch;
  }

  /** Milliseconds from a key press until the element appears and until the panel has a document, and the time of the key press. */
  async measure(
    key: string,
    what: Appeared['what'],
  ): Promise<{ readonly ms: number; readonly documentMs: number; readonly from: number }> {
    this.#appeared = undefined;
    await this.page.keyboard.press(key);
    const deadline = Date.now() + waitLimit;
    const current = (): Appeared | undefined => this.#appeared;
    while (!current()) {
      if (Date.now() > deadline) throw new Error(`Nothing appeared after ${key}.`);
      await sleep(10);
    }
    const appeared = current();
    if (appeared?.what !== what) throw new Error(`The ${appeared?.what} appeared after ${key}.`);
    const from = await this.page.evaluate(() => (window as WatchedWindow).benchKeyAt);
    if (from === undefined) throw new Error(`The window didn’t receive the key press ${key}.`);
    return { ms: appeared.at - from, documentMs: appeared.documentAt - from, from };
  }
}

/** Runs in every document, before its own scripts. */
function watch(emptyPanelId: string): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const benchWindow = window as WatchedWindow;
  if (window === window.top) {
    const modifiers = ['Control', 'Alt', 'Shift', 'Meta'];
    const note = (event: KeyboardEvent): void => {
      if (!modifiers.includes(event.key)) benchWindow.benchKeyAt = now();
    };
    window.addEventListener('keydown', note, true);
    return;
  }
  // The watching document is the one around a panel’s page. The editor reopens the page itself to write it,
  // which ends observers and animation frames inside, and hides it until it is loaded.
  let documentAt: number | undefined;
  const find = (): Appeared['what'] | undefined => {
    const frame = document.getElementById('active-frame');
    const page = frame instanceof HTMLIFrameElement ? frame.contentDocument : undefined;
    if (!page) return undefined;
    if (page.querySelector('body > *')) documentAt ??= now();
    if (page.getElementById(emptyPanelId)) return 'empty panel';
    // The browser paints nothing of a page before its styles are loaded.
    const styled = [...page.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].every(
      ({ sheet }) => sheet,
    );
    return styled && page.querySelector('#stage svg') ? 'code' : undefined;
  };
  const look = (): void => {
    const what = find();
    if (what === undefined) requestAnimationFrame(look);
    // This frame paints the element. When the next frame begins, the picture is on its way to the screen.
    else
      requestAnimationFrame(() => {
        const at = now();
        benchWindow.benchAppeared?.({ what, at, documentAt: documentAt ?? at });
      });
  };
  if (location.pathname.endsWith('/webview/browser/pre/index.html')) requestAnimationFrame(look);
}
