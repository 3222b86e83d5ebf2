import type { Announcement } from '../../core/views/paneldata';

/** How a place on the grid is on show: alone, not at all since another one is, or among all. */
export type CellPart = 'alone' | 'hidden' | 'among';

/**
 * What is said aloud of one place on the grid. A screen reader hears all of the one that is shown alone. Of twelve at once
 * it hears only that one is linked or that somebody has to do something: the codes come and go too often.
 */
export class Speech {
  #part: CellPart = 'among';
  #heard: string | undefined;
  /** What was to be heard while another one was on show. */
  #missed: string | undefined;

  constructor(private readonly say: (text: string) => void) {}

  get part(): CellPart {
    return this.#part;
  }

  play(part: CellPart): void {
    this.#part = part;
    if (part === 'hidden') return;
    if (this.#missed !== undefined) this.say(this.#missed);
    this.#missed = undefined;
  }

  /** Says how the instance stands, once. */
  announce({ id, text, loud = false }: Announcement): void {
    const heard = `${id} ${loud}`;
    if (heard === this.#heard) return;
    this.#heard = heard;
    this.#missed = undefined;
    if (this.#part === 'alone' || (this.#part === 'among' && loud)) this.say(text);
    else if (loud) this.#missed = text;
  }

  /** Says how long the code is still good. */
  warn(text: string): void {
    if (this.#part === 'alone') this.say(text);
  }
}
