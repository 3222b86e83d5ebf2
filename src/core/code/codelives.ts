/** How long a gateway's codes live, as far as is known, and whether the expiry that it reports can be trusted. */
export interface CodeLives {
  /** Life of the first code after a start, in ms. */
  readonly first: number;
  /** Life of each later code, in ms. */
  readonly later: number;
  readonly trustsExpiry: boolean;
  /** Whether the gateway was seen to look for the code before it works on an answer that takes long. */
  readonly readsFirst: boolean;
}

/** What WhatsApp's engines do. Source: measured on a real WAHA, 60.0 s and 19.96 to 20.05 s; the sources of Baileys and whatsmeow. */
export const usualLives: CodeLives = { first: 60_000, later: 20_000, trustsExpiry: true, readsFirst: false };

/** How many codes a session usually offers before it fails. Source: as above. */
export const usualCodes = 6;

/** Longest life of a code, in ms: the longest one measured, and a margin. A gateway that offers a value for longer repeats it from memory. */
export const longestLife = 75_000;

/** An answer that takes longer than this, in ms, is slow: a code in it may have been replaced meanwhile. */
export const slowAnswer = 2_000;

/** What a window has learned about the codes of one gateway, in all its pairings. */
export class LearnedLives {
  #current = usualLives;

  get current(): CodeLives {
    return this.#current;
  }

  /** Adds what one pairing knows. Pairings that run side by side don't know of each other's lessons. */
  add({ first, later, trustsExpiry, readsFirst }: CodeLives): void {
    const known = this.#current;
    this.#current = {
      first: Math.max(known.first, first),
      later: Math.max(known.later, later),
      trustsExpiry: known.trustsExpiry && trustsExpiry,
      readsFirst: known.readsFirst || readsFirst,
    };
  }
}
