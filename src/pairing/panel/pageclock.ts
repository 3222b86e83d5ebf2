import type { Clock } from '../../core/time/clock';

/** An estimate of the clock of a webview's page, from the times that the page sends. */
export class PageClock {
  /** The last time on the page's clock, and when the message arrived here. */
  #mark: { readonly page: number; readonly here: number } | undefined;

  constructor(private readonly clock: Pick<Clock, 'elapsed'>) {}

  /** Sets the time that the page sent, in ms on its clock. */
  set(page: number): void {
    this.#mark = { page, here: this.clock.elapsed() };
  }

  /** Notes that the page is gone or reloads. It doesn't listen until it sends its time again. */
  forget(): void {
    this.#mark = undefined;
  }

  /** The current time on the page's clock, in ms, or slightly before; undefined while the page doesn't listen. */
  get now(): number | undefined {
    // When the message arrived here, the page's clock was already ahead of the time in the message. So this estimate is never
    // too late, and over a slow connection a code is not shown after it has expired.
    return this.#mark && this.#mark.page + this.clock.elapsed() - this.#mark.here;
  }
}
