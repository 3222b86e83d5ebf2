import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { floorElement } from './floor';

/** An element that came into sight, and when, in ms since the epoch on the browser's clock. */
interface Seen {
  readonly what: 'floor' | 'code';
  readonly at: number;
}

/** What the script below leaves in each document. */
interface Watched extends Window {
  benchKeyAt?: number;
  benchSeen?(seen: Seen): void;
}

const patience = 30_000;

/** Tells when a key went down in the window, and when something came into sight in a panel's page. */
export class Sight {
  #seen: Seen | undefined;

  private constructor(private readonly page: Page) {}

  /** Watches every document that the page opens from now on. */
  static async open(page: Page): Promise<Sight> {
    const sight = new Sight(page);
    await page.exposeBinding('benchSeen', (_, seen: Seen) => {
      sight.#seen ??= seen;
    });
    await page.addInitScript(watch, floorElement);
    return sight;
  }

  /** Milliseconds from the press of a key to the sight of what it opens, and when the press was. */
  async measure(press: string, what: Seen['what']): Promise<{ readonly ms: number; readonly from: number }> {
    this.#seen = undefined;
    await this.page.keyboard.press(press);
    const deadline = Date.now() + patience;
    const looked = (): Seen | undefined => this.#seen;
    while (!looked()) {
      if (Date.now() > deadline) throw new Error(`Nothing came into sight after ${press}.`);
      await sleep(10);
    }
    const seen = looked();
    if (seen?.what !== what) throw new Error(`The ${seen?.what} came into sight after ${press}.`);
    const from = await this.page.evaluate(() => (window as Watched).benchKeyAt);
    if (from === undefined) throw new Error(`The press of ${press} was not seen.`);
    return { ms: seen.at - from, from };
  }
}

/** Runs in every document, before its own scripts. */
function watch(floorId: string): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const own = window as Watched;
  if (window === window.top) {
    const modifiers = ['Control', 'Alt', 'Shift', 'Meta'];
    const note = (event: KeyboardEvent): void => {
      if (!modifiers.includes(event.key)) own.benchKeyAt = now();
    };
    window.addEventListener('keydown', note, true);
    return;
  }
  // Called in the document around a panel's page: the editor opens the page itself anew to write it, which ends
  // observers and frames asked for in it, and hides it until it is loaded.
  const find = (): Seen['what'] | undefined => {
    const frame = document.getElementById('active-frame');
    const page = frame instanceof HTMLIFrameElement ? frame.contentDocument : undefined;
    if (!page) return undefined;
    if (page.getElementById(floorId)) return 'floor';
    // Nothing of a page is painted before its styles are there.
    const styled = [...page.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].every(
      ({ sheet }) => sheet,
    );
    return styled && page.querySelector('#stage svg') ? 'code' : undefined;
  };
  const look = (): void => {
    const what = find();
    if (what === undefined) requestAnimationFrame(look);
    // This frame's picture has it; the next frame begins when that is on its way to the screen.
    else requestAnimationFrame(() => own.benchSeen?.({ what, at: now() }));
  };
  if (location.pathname.endsWith('/webview/browser/pre/index.html')) requestAnimationFrame(look);
}
