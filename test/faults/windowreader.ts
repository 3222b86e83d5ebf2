import type { StandInInstance } from '../gateway/instance';
import { readCode } from '../outside/readers';
import type { World } from '../outside/world';
import type { WindowState } from './windowstate';

/** How long after its expiry a reader may still find a code, in ms: a screenshot takes time. */
const readingTime = 400;

const unreadable = 'drawn, but not readable';
const wait = /^Retrying in (\d+) s$/;

/** The state that the page shows; whether its code is readable is not known yet. */
type PageState = Omit<WindowState, 'statusBar' | 'color'>;

/** Reads what a window shows: its texts, and its codes with two independent readers. */
export class WindowReader {
  /** Codes that a reader found after their expiry. */
  readonly expiredReadings: string[] = [];
  #readings = 0;
  #instance: StandInInstance | undefined;
  /** The texts of the status bar since the last {@link startFor}, and when each came, in ms since the epoch. */
  #statusTexts: { readonly text: string; readonly at: number }[] = [];
  /** When each expected code expires, in ms since the epoch. */
  readonly #expiries = new Map<string, number>();

  private constructor(private readonly world: World) {}

  /** Starts to record the texts of the status bar. */
  static async open(world: World): Promise<WindowReader> {
    const reader = new WindowReader(world);
    await world.workbench.page.exposeBinding('noteStatus', (_, text: string, at: number) =>
      reader.#statusTexts.push({ text, at }),
    );
    await reader.watchStatusBar();
    return reader;
  }

  /** Records the texts of the status bar from now on; necessary again after a reload of the window. */
  async watchStatusBar(): Promise<void> {
    await this.world.workbench.page.locator('.part.statusbar').evaluate((bar) => {
      const { noteStatus } = window as unknown as { noteStatus: (text: string, at: number) => void };
      new MutationObserver(() => {
        const item = bar.querySelector('[id^="pair-whatsapp.pair-whatsapp"]');
        noteStatus(item?.textContent.trim() ?? '', Date.now());
      }).observe(bar, { subtree: true, childList: true, characterData: true });
    });
  }

  /** When the status bar first had a text like this, in ms since the epoch; a busy machine sees it only later. */
  statusSince(pattern: RegExp): number | undefined {
    return this.#statusTexts.find(({ text }) => pattern.test(text))?.at;
  }

  /** Every expected code. */
  get codes(): Iterable<string> {
    return this.#expiries.keys();
  }

  /** The number of screenshots that were read. */
  get readings(): number {
    return this.#readings;
  }

  /** Switches to an instance; earlier texts of the status bar no longer count. */
  startFor(instance: StandInInstance): void {
    this.#instance = instance;
    this.#statusTexts = [];
  }

  /** Registers a code that a case makes the gateway send, and when it expires. */
  expectCode(value: string, expiresAt: number): string {
    this.#expiries.set(value, expiresAt);
    return value;
  }

  /** The present state, as far as the page shows it; undefined if there is no panel. */
  async view(): Promise<WindowState | undefined> {
    const page = await this.#page();
    if (!page) return undefined;
    const { statusBarItem } = this.world.workbench;
    const bar = this.#announcedText(await statusBarItem.text());
    const color = (await statusBarItem.attention()) ?? 'plain';
    return { ...page, statusBar: bar, color };
  }

  /** The state of the code according to the readers. */
  async read({ code }: WindowState): Promise<WindowState['code']> {
    this.#expectLiveCode();
    const before = Date.now();
    const picture = await this.world.workbench.panel.root.screenshot();
    // On a busy machine a screenshot takes so long that it may show the next code.
    this.#expectLiveCode();
    const { zxing, jsqr } = await readCode(picture);
    this.#readings += 1;
    for (const value of new Set([zxing, jsqr])) {
      if (value === undefined) continue;
      const expiresAt = this.#expiries.get(value);
      if (expiresAt === undefined)
        this.expiredReadings.push(`a code that the gateway never sent${this.#details(value, zxing)}`);
      else if (before > expiresAt + readingTime)
        this.expiredReadings.push(`a code ${before - expiresAt} ms after its expiry`);
    }
    if (zxing === undefined && jsqr === undefined) return code;
    return zxing === jsqr || code !== unreadable ? 'readable' : unreadable;
  }

  /** Details for debugging. The codes may be shown: their gateway is gone by then. */
  #details(value: string, zxing: string | undefined): string {
    const by = value === zxing ? 'ZXing-C++' : 'jsQR';
    return ` (${by} of ${this.#instance?.id ?? '?'}: ${JSON.stringify(value.slice(0, 60))})`;
  }

  #expectLiveCode(): void {
    const live = this.#instance?.session.code;
    if (live) this.#expiries.set(live.value, live.until);
  }

  /** The text of a countdown with the number that it started from. */
  #announcedText(text: string): string {
    if (!wait.test(text)) return text.replace(/\d+:\d\d$/, 'm:ss');
    let first: number | undefined;
    let before = Infinity;
    for (const { text } of this.#statusTexts) {
      const seconds = Number(wait.exec(text)?.[1]);
      if (Number.isNaN(seconds)) first = undefined;
      else if (first === undefined || seconds > before) first = seconds;
      before = seconds;
    }
    return first === undefined ? text : `Retrying in ${first} s`;
  }

  async #page(): Promise<PageState | undefined> {
    const main = this.world.workbench.panel.content.locator('#main');
    const id = this.#instance?.id;
    try {
      return await main.evaluate(
        (element, [expectedId, drawn]): PageState | undefined => {
          const shown = (selector: string): string[] =>
            [...element.querySelectorAll<HTMLElement>(selector)]
              .filter((found) => found.closest('[hidden]') === null)
              .map((found) => found.textContent);
          if (shown('#title')[0] !== expectedId) return undefined;
          return {
            headline: shown('#headline').join(''),
            buttons: shown('#actions button'),
            text: shown('#steps li, #details p, #notes p, #site').join('\n'),
            timer: shown('#timer')
              .join('')
              .replace(/[\d:]+/, '#'),
            code:
              shown('#stage svg').length > 0
                ? drawn
                : shown('#stage .covered').length > 0
                  ? 'covered'
                  : 'none',
          };
        },
        [id, unreadable] as const,
        { timeout: 5_000 },
      );
    } catch {
      // The panel is being opened, closed or replaced at this moment.
      return undefined;
    }
  }
}
