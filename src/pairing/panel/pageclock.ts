import type { Clock } from '../../core/time/clock';

/** The clock of a webview's page, as far as the page has told it. */
export class PageClock {
  /** What it showed, and when that was told. */
  #mark: { readonly page: number; readonly here: number } | undefined;

  constructor(private readonly clock: Pick<Clock, 'elapsed'>) {}

  /** Takes in what the page says its clock shows, in ms. */
  set(page: number): void {
    this.#mark = { page, here: this.clock.elapsed() };
  }

  /** Notes that the page is gone or begins anew: it doesn't listen before it says so. */
  forget(): void {
    this.#mark = undefined;
  }

  /** Now on the page's clock, in ms, or a little before; undefined while the page doesn't listen. */
  get now(): number | undefined {
    // The page's clock was further when its message came here than when it was sent. So this is never too late, and a
    // code that the way to the page takes long for, as over a slow connection, is not shown after its death.
    return this.#mark && this.#mark.page + this.clock.elapsed() - this.#mark.here;
  }
}
