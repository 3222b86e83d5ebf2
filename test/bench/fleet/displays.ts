/** A picture of a code that was visible. Times are in ms since the epoch. */
export interface Display {
  /** The picture as a complete document. */
  readonly svg: string;
  /** The instance of its panel. */
  readonly instance: string;
  readonly from: number;
  /** When it was last seen. */
  readonly until: number;
}

/** The picture in a panel’s page. */
export interface Drawing {
  readonly svg: string;
  readonly instance: string;
}

/** Combines what panels draw with which panels the window shows. A picture is visible if both are true. */
export class Displays {
  readonly #ended: Display[] = [];
  readonly #drawings = new Map<string, Drawing>();
  readonly #displayed = new Map<string, Drawing & { readonly from: number }>();
  #visible: ReadonlySet<string> = new Set();

  /** A panel draws another picture or none from `at` on. Its previous picture was last seen at `last`. */
  draw(panel: string, drawing: Drawing | undefined, at: number, last: number): void {
    this.#end(panel, last);
    if (drawing) this.#drawings.set(panel, drawing);
    else this.#drawings.delete(panel);
    this.#begin(panel, at);
  }

  /** The window shows these panels from `at` on. Other panels were last seen at `last`. */
  setVisible(panels: readonly string[], at: number, last: number): void {
    const before = this.#visible;
    this.#visible = new Set(panels);
    for (const panel of before) if (!this.#visible.has(panel)) this.#end(panel, last);
    for (const panel of this.#visible) if (!before.has(panel)) this.#begin(panel, at);
  }

  /** The pictures that are visible now. */
  get current(): readonly Drawing[] {
    return [...this.#displayed.values()];
  }

  /** All pictures that were visible until `at`, in the order in which they disappeared. */
  until(at: number): readonly Display[] {
    const current = [...this.#displayed.values()].map((display) => ({ ...display, until: at }));
    return [...this.#ended, ...current];
  }

  #begin(panel: string, at: number): void {
    const drawing = this.#drawings.get(panel);
    if (drawing && this.#visible.has(panel)) this.#displayed.set(panel, { ...drawing, from: at });
  }

  #end(panel: string, last: number): void {
    const display = this.#displayed.get(panel);
    if (!display) return;
    this.#displayed.delete(panel);
    this.#ended.push({ ...display, until: Math.max(display.from, last) });
  }
}
