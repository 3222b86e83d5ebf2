/** A set whose first item is always at hand: adding and removing cost about log n comparisons. */
export class PriorityQueue<T> {
  /** A binary heap: the item at i goes before those at 2i + 1 and 2i + 2. */
  readonly #items: T[] = [];
  readonly #places = new Map<T, number>();

  constructor(
    /** Whether one goes before the other; what it looks at must not change while an item is in. */
    private readonly before: (one: T, other: T) => boolean,
  ) {}

  get first(): T | undefined {
    return this.#items[0];
  }

  /** Adds an item that isn't in yet. */
  add(item: T): void {
    this.#rise(item, this.#items.length);
  }

  /** Whether the item was in. */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return true;
    const parent = this.#items[(place - 1) >> 1];
    if (place > 0 && parent !== undefined && this.before(last, parent)) this.#rise(last, place);
    else this.#sink(last, place);
    return true;
  }

  #rise(item: T, from: number): void {
    let place = from;
    for (;;) {
      const above = (place - 1) >> 1;
      const parent = this.#items[above];
      if (place === 0 || parent === undefined || !this.before(item, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(item, place);
  }

  #sink(item: T, from: number): void {
    let place = from;
    for (;;) {
      const left = this.#items[2 * place + 1];
      const right = this.#items[2 * place + 2];
      const child = left !== undefined && right !== undefined && this.before(right, left) ? right : left;
      if (child === undefined || !this.before(child, item)) break;
      const below = child === left ? 2 * place + 1 : 2 * place + 2;
      this.#put(child, place);
      place = below;
    }
    this.#put(item, place);
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    this.#places.set(item, place);
  }
}
