/** A picture of a code that was in sight; times are in ms since the epoch. */
export interface Showing {
  /** The picture as a document of its own. */
  readonly svg: string;
  /** The instance that its panel was about. */
  readonly instance: string;
  readonly from: number;
  /** When it was last seen there. */
  readonly until: number;
}

/** What a panel's page draws. */
export interface Drawing {
  readonly svg: string;
  readonly instance: string;
}

/** Puts together what panels draw and which of them the window shows: what is in sight is both. */
export class Showings {
  readonly #over: Showing[] = [];
  readonly #drawn = new Map<string, Drawing>();
  readonly #inSight = new Map<string, Drawing & { readonly from: number }>();
  #visible: ReadonlySet<string> = new Set();

  /** A panel draws something else since `at`, or nothing; what it drew before was last there at `last`. */
  draw(panel: string, drawing: Drawing | undefined, at: number, last: number): void {
    this.#end(panel, last);
    if (drawing) this.#drawn.set(panel, drawing);
    else this.#drawn.delete(panel);
    this.#begin(panel, at);
  }

  /** The window shows these panels since `at`; others were last there at `last`. */
  see(panels: readonly string[], at: number, last: number): void {
    const before = this.#visible;
    this.#visible = new Set(panels);
    for (const panel of before) if (!this.#visible.has(panel)) this.#end(panel, last);
    for (const panel of this.#visible) if (!before.has(panel)) this.#begin(panel, at);
  }

  /** What is in sight now. */
  get now(): readonly Drawing[] {
    return [...this.#inSight.values()];
  }

  /** All that was in sight until `at`, in the order in which it ended. */
  until(at: number): readonly Showing[] {
    const now = [...this.#inSight.values()].map((showing) => ({ ...showing, until: at }));
    return [...this.#over, ...now];
  }

  #begin(panel: string, at: number): void {
    const drawing = this.#drawn.get(panel);
    if (drawing && this.#visible.has(panel)) this.#inSight.set(panel, { ...drawing, from: at });
  }

  #end(panel: string, last: number): void {
    const showing = this.#inSight.get(panel);
    if (!showing) return;
    this.#inSight.delete(panel);
    this.#over.push({ ...showing, until: Math.max(showing.from, last) });
  }
}
