/** Loads something once, at its first use. If loading fails, the next use tries again. */
export class Lazy<T> {
  #loading: Promise<T> | undefined;
  #loaded: T | undefined;

  constructor(private readonly load: () => Promise<T>) {}

  /** The loaded value; undefined before it is loaded. */
  get loaded(): T | undefined {
    return this.#loaded;
  }

  /** Returns the value, and loads it first if necessary. */
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
