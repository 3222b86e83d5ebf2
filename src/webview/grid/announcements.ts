import type { Announcement } from '../../core/views/panel/paneldata';

/** How a cell is displayed: beside the others, alone, or hidden while another one is alone. */
export type CellDisplay = 'beside' | 'alone' | 'hidden';

/**
 * What a screen reader says about one cell. It says everything about a cell that is displayed alone. Beside others, it says only
 * that a phone is linked or that the cell needs attention: twelve codes change too often.
 */
export class Announcements {
  #display: CellDisplay = 'beside';
  #last: string | undefined;
  /** What it would have said while another cell was displayed alone. */
  #missed: string | undefined;

  constructor(private readonly say: (text: string) => void) {}

  get display(): CellDisplay {
    return this.#display;
  }

  setDisplay(display: CellDisplay): void {
    this.#display = display;
    if (display === 'hidden') return;
    if (this.#missed !== undefined) this.say(this.#missed);
    this.#missed = undefined;
  }

  /** Says the state of the instance, once. */
  announce({ id, text, loud = false }: Announcement): void {
    const current = `${id} ${loud}`;
    if (current === this.#last) return;
    this.#last = current;
    this.#missed = undefined;
    if (this.#display === 'alone' || (this.#display === 'beside' && loud)) this.say(text);
    else if (loud) this.#missed = text;
  }

  /** Says how much time the code has left. */
  warn(text: string): void {
    if (this.#display === 'alone') this.say(text);
  }
}
