import type { StandInInstance } from '../gateway/instance';
import type { World } from '../outside/world';
import type { Readers } from './readers';
import type { Sight } from './sight';

/** A code is dead for a reader that finds it later than this after its death, in ms: a picture takes time. */
const readingTime = 400;

const unread = 'drawn, but not readable';
const wait = /^Retrying in (\d+) s$/;

/** What the page says of itself: a code is only drawn there, nobody has read it. */
type Page = Omit<Sight, 'bar' | 'colour'>;

/** Looks at a window: reads its words, and its codes with two readers that are not ours. */
export class Eyes {
  /** Codes that a reader found after their death. */
  readonly deadReadings: string[] = [];
  #readings = 0;
  #instance: StandInInstance | undefined;
  /** What the status bar has said since it was last forgotten. */
  #said: string[] = [];
  /** When each code that was meant to be seen dies, in ms since the epoch. */
  readonly #deaths = new Map<string, number>();

  private constructor(
    private readonly world: World,
    private readonly readers: Readers,
  ) {}

  /** Opens the eyes: from now on the status bar's words are noted. */
  static async open(world: World, readers: Readers): Promise<Eyes> {
    const eyes = new Eyes(world, readers);
    await world.workbench.page.exposeBinding('noteStatus', (_, text: string) => eyes.#said.push(text));
    await eyes.watch();
    return eyes;
  }

  /** Notes the status bar's words from now on; a window that was loaded again must be watched again. */
  async watch(): Promise<void> {
    await this.world.workbench.page.locator('.part.statusbar').evaluate((bar) => {
      const { noteStatus } = window as unknown as { noteStatus: (text: string) => void };
      new MutationObserver(() => {
        noteStatus(bar.querySelector('[id^="pair-whatsapp.pair-whatsapp"]')?.textContent.trim() ?? '');
      }).observe(bar, { subtree: true, childList: true, characterData: true });
    });
  }

  /** Every code that was meant to be seen. */
  get codes(): Iterable<string> {
    return this.#deaths.keys();
  }

  /** How many pictures were read. */
  get readings(): number {
    return this.#readings;
  }

  /** Turns to an instance; what was announced before counts no more. */
  forget(instance: StandInInstance): void {
    this.#instance = instance;
    this.#said = [];
  }

  /** A code that a case has the gateway tell by itself, and when it dies. */
  expectCode(value: string, expiresAt: number): string {
    this.#deaths.set(value, expiresAt);
    return value;
  }

  /** What is to be seen now, as far as the page says it itself; undefined while there is no panel. */
  async look(): Promise<Sight | undefined> {
    const page = await this.#page();
    if (!page) return undefined;
    const { statusBarItem } = this.world.workbench;
    const bar = this.#announced(await statusBarItem.text());
    const colour = (await statusBarItem.attention()) ?? 'plain';
    return { ...page, bar, colour };
  }

  /** What the readers make of a picture of what was seen. */
  async read({ code }: Sight): Promise<Sight['code']> {
    this.#expectLive();
    const before = Date.now();
    const picture = await this.world.workbench.panel.root.screenshot();
    // On a busy machine a picture takes so long that the next code may be on it.
    this.#expectLive();
    const { zxing, jsqr } = await this.readers.read(picture);
    this.#readings += 1;
    for (const value of new Set([zxing, jsqr])) {
      if (value === undefined) continue;
      const expiresAt = this.#deaths.get(value);
      if (expiresAt === undefined)
        this.deadReadings.push(`a code that nobody sent${this.#whose(value, zxing)}`);
      else if (before > expiresAt + readingTime)
        this.deadReadings.push(`a code ${before - expiresAt} ms after its death`);
    }
    if (zxing === undefined && jsqr === undefined) return code;
    return zxing === jsqr || code !== unread ? 'readable' : unread;
  }

  /** For whoever looks into it: the codes are this gateway's, which is gone by then. */
  #whose(value: string, zxing: string | undefined): string {
    const by = value === zxing ? 'ZXing-C++' : 'jsQR';
    return ` (${by} of ${this.#instance?.id ?? '?'}: ${JSON.stringify(value.slice(0, 60))})`;
  }

  #expectLive(): void {
    const live = this.#instance?.session.code;
    if (live) this.#deaths.set(live.value, live.until);
  }

  /** A countdown's text as it was when it began. */
  #announced(text: string): string {
    if (!wait.test(text)) return text.replace(/\d+:\d\d$/, 'm:ss');
    let first: number | undefined;
    let before = Infinity;
    for (const said of this.#said) {
      const seconds = Number(wait.exec(said)?.[1]);
      if (Number.isNaN(seconds)) first = undefined;
      else if (first === undefined || seconds > before) first = seconds;
      before = seconds;
    }
    return first === undefined ? text : `Retrying in ${first} s`;
  }

  async #page(): Promise<Page | undefined> {
    const main = this.world.workbench.panel.content.locator('#main');
    const id = this.#instance?.id;
    try {
      return await main.evaluate(
        (element, [expectedId, drawn]): Page | undefined => {
          const shown = (selector: string): string[] =>
            [...element.querySelectorAll<HTMLElement>(selector)]
              .filter((found) => found.closest('[hidden]') === null)
              .map((found) => found.textContent);
          if (shown('#title')[0] !== expectedId) return undefined;
          return {
            headline: shown('#headline').join(''),
            buttons: shown('#actions button'),
            says: shown('#steps li, #details p, #notes p, #site').join('\n'),
            clock: shown('#timer')
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
        [id, unread] as const,
        { timeout: 1_000 },
      );
    } catch {
      // It is being opened, closed or replaced at this moment.
      return undefined;
    }
  }
}
