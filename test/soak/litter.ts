/** Things that nothing must hold on to once they are done with. */
export class Litter {
  readonly #refs = new Map<string, WeakRef<object>[]>();

  /** Expects a thing of this kind to be let go. */
  expect(kind: string, thing: object): void {
    const refs = this.#refs.get(kind) ?? [];
    refs.push(new WeakRef(thing));
    this.#refs.set(kind, refs);
  }

  /** How many things of each kind are left; after a collection none should be. */
  sweep(): Readonly<Record<string, number>> {
    for (const [kind, refs] of this.#refs)
      this.#refs.set(
        kind,
        refs.filter((ref) => ref.deref() !== undefined),
      );
    return Object.fromEntries([...this.#refs].map(([kind, refs]) => [kind, refs.length]));
  }
}
