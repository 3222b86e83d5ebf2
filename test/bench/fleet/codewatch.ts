import type { Page } from 'playwright-core';
import type { Drawing, Showing } from './showings';
import { Showings } from './showings';

/** What the script below leaves in each document. */
interface Watched extends Window {
  benchDrawn?(panel: string, drawing: Drawing | null, at: number, last: number): void;
  benchSeen?(panels: readonly string[], at: number, last: number): void;
}

/** Sees which codes are in sight in a window, in whatever panel. */
export class CodeWatch {
  readonly #showings = new Showings();
  readonly #listeners = new Set<() => void>();

  /** Watches every document that the page opens from now on; instances are told by IDs that begin so. */
  static async open(page: Page, prefixes: readonly string[]): Promise<CodeWatch> {
    const watch = new CodeWatch();
    await page.exposeBinding(
      'benchDrawn',
      (_, panel: string, drawing: Drawing | null, at: number, last: number) => {
        watch.#showings.draw(panel, drawing ?? undefined, at, last);
        watch.#tell();
      },
    );
    await page.exposeBinding('benchSeen', (_, panels: string[], at: number, last: number) => {
      watch.#showings.see(panels, at, last);
      watch.#tell();
    });
    await page.addInitScript(look, prefixes);
    return watch;
  }

  /** The pictures in sight now. */
  get now(): readonly Drawing[] {
    return this.#showings.now;
  }

  /** All that was in sight after an instant, in ms since the epoch. */
  since(from: number): readonly Showing[] {
    return this.#showings.until(Date.now()).filter(({ until }) => until > from);
  }

  /** Calls back whenever something else is in sight, until the answer is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Runs in every document, before its own scripts. */
function look(prefixes: readonly string[]): void {
  const own = window as Watched;
  // Often enough that nobody could scan in between.
  const pause = 25;
  const keep = (watch: () => void): void => {
    watch();
    setTimeout(() => {
      keep(watch);
    }, pause);
  };
  if (window === window.top) watchPanels();
  else if (location.pathname.endsWith('/webview/browser/pre/index.html')) watchPage();

  /** Which panels the window shows, by the ID in their address. */
  function watchPanels(): void {
    let before: string | undefined;
    let last = Date.now();
    keep(() => {
      const panels = [...document.querySelectorAll<HTMLIFrameElement>('iframe.webview')]
        .filter((frame) => frame.checkVisibility({ visibilityProperty: true }))
        .map((frame) => new URL(frame.src).searchParams.get('id') ?? '');
      const at = Date.now();
      if (panels.join(' ') !== before) own.benchSeen?.(panels, at, last);
      before = panels.join(' ');
      last = at;
    });
  }

  /** What the page draws; it is looked at from around it, as the editor opens the page itself anew to write it. */
  function watchPage(): void {
    const panel = new URLSearchParams(location.search).get('id') ?? '';
    const id = new RegExp(`(?:${prefixes.join('|')})\\d{7}`);
    let before: Element | null | undefined;
    let last = Date.now();
    keep(() => {
      const frame = document.getElementById('active-frame');
      const page = frame instanceof HTMLIFrameElement ? frame.contentDocument : undefined;
      const picture = page?.querySelector('#stage svg') ?? null;
      const at = Date.now();
      if (picture !== before && (picture ?? before)) {
        const instance = id.exec(page?.body.textContent ?? '')?.[0] ?? '';
        const svg = picture && new XMLSerializer().serializeToString(picture);
        own.benchDrawn?.(panel, svg === null ? null : { svg, instance }, at, last);
      }
      before = picture;
      last = at;
    });
  }
}
