import type { Page } from 'playwright-core';
import type { Drawing, Display } from './displays';
import { Displays } from './displays';

/** The properties that the script below adds to each document’s window. */
interface WatchedWindow extends Window {
  benchDrawn?(panel: string, drawing: Drawing | null, at: number, last: number): void;
  benchVisible?(panels: readonly string[], at: number, last: number): void;
}

/** Records which codes are visible in a window, in all panels. */
export class CodeWatch {
  readonly #displays = new Displays();
  readonly #listeners = new Set<() => void>();

  /** Watches every document that the page opens afterwards. Recognizes instance IDs by their prefixes. */
  static async open(page: Page, prefixes: readonly string[]): Promise<CodeWatch> {
    const watch = new CodeWatch();
    await page.exposeBinding(
      'benchDrawn',
      (_, panel: string, drawing: Drawing | null, at: number, last: number) => {
        watch.#displays.draw(panel, drawing ?? undefined, at, last);
        watch.#notify();
      },
    );
    await page.exposeBinding('benchVisible', (_, panels: string[], at: number, last: number) => {
      watch.#displays.setVisible(panels, at, last);
      watch.#notify();
    });
    await page.addInitScript(watchCodes, prefixes);
    return watch;
  }

  /** The pictures that are visible now. */
  get current(): readonly Drawing[] {
    return this.#displays.current;
  }

  /** All pictures that were visible after `from`, in ms since the epoch. */
  since(from: number): readonly Display[] {
    return this.#displays.until(Date.now()).filter(({ until }) => until > from);
  }

  /** Calls the listener after each change. Returns a function that removes it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Runs in every document, before its own scripts. */
function watchCodes(prefixes: readonly string[]): void {
  const benchWindow = window as WatchedWindow;
  // Short enough to miss no code that could be scanned.
  const interval = 25;
  const repeat = (watch: () => void): void => {
    watch();
    setTimeout(() => {
      repeat(watch);
    }, interval);
  };
  if (window === window.top) watchPanels();
  else if (location.pathname.endsWith('/webview/browser/pre/index.html')) watchPage();

  /** Reports which panels the window shows, by the ID in their address. */
  function watchPanels(): void {
    let before: string | undefined;
    let last = Date.now();
    repeat(() => {
      const panels = [...document.querySelectorAll<HTMLIFrameElement>('iframe.webview')]
        .filter((frame) => frame.checkVisibility({ visibilityProperty: true }))
        .map((frame) => new URL(frame.src).searchParams.get('id') ?? '');
      const at = Date.now();
      if (panels.join(' ') !== before) benchWindow.benchVisible?.(panels, at, last);
      before = panels.join(' ');
      last = at;
    });
  }

  /** Reports the page’s picture. Runs in the document around the page, because the editor reopens the page itself to write it. */
  function watchPage(): void {
    const panel = new URLSearchParams(location.search).get('id') ?? '';
    const id = new RegExp(`(?:${prefixes.join('|')})\\d{7}`);
    let before: Element | null | undefined;
    let last = Date.now();
    repeat(() => {
      const frame = document.getElementById('active-frame');
      const page = frame instanceof HTMLIFrameElement ? frame.contentDocument : undefined;
      const picture = page?.querySelector('#stage svg') ?? null;
      const at = Date.now();
      if (picture !== before && (picture ?? before)) {
        const instance = id.exec(page?.body.textContent ?? '')?.[0] ?? '';
        const svg = picture && new XMLSerializer().serializeToString(picture);
        benchWindow.benchDrawn?.(panel, svg === null ? null : { svg, instance }, at, last);
      }
      before = picture;
      last = at;
    });
  }
}
