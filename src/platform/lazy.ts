/** Something that is loaded at its first use, once. A load that failed is tried again at the next use. */
export class Lazy<T> {
  #loading: Promise<T> | undefined;
  #loaded: T | undefined;

  constructor(private readonly load: () => Promise<T>) {}

  /** What is there already; undefined before the first use. */
  get loaded(): T | undefined {
    return this.#loaded;
  }

  /** Loads it, or gives what is there. */
  get(): Promise<T> {
    this.#loading ??= this.load().then(
      (loaded) => (this.#loaded = loaded),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}
