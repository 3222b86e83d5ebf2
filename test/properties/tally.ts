import { grouped } from './seed';

/** Counts how often each of several things occurred, so that a run can show that it covered them. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, this.of(name) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** All counts in one line, the highest first. */
  toString(): string {
    const frequent = [...this.#counts].sort(([, one], [, other]) => other - one);
    return frequent.map(([name, count]) => `${name} ${grouped(count)}`).join(', ');
  }
}
