import type { Random } from './chance';
import { between, chanceOf, logNormal } from './chance';
import type { Lifetime } from './lifetime';
import { lifetime } from './lifetime';

/** Circumstances that a pairing meets. */
export interface World {
  readonly name: string;
  /** Whether the gateway tells when a code ends. */
  readonly expiry: boolean;
  /** How far the user's clock runs ahead of the gateway's, in ms. */
  readonly clockOff: (random: Random) => number;
  /** How often a code is replaced before its end. */
  readonly early: number;
}

const right = (): number => 0;

/** The worlds that are measured. */
export const worlds = {
  hasExpiry: { name: 'with expiry', expiry: true, clockOff: right, early: 0 },
  secondsOff: {
    name: 'with expiry, clock up to 1 s off',
    expiry: true,
    clockOff: (random) => between(random, -1_000, 1_001),
    early: 0,
  },
  minutesOff: {
    name: 'with expiry, clock 3 min off',
    expiry: true,
    clockOff: (random) => (random() < 0.5 ? -1 : 1) * 3 * 60_000,
    early: 0,
  },
  undated: { name: 'without expiry', expiry: false, clockOff: right, early: 0 },
  early: { name: 'with expiry, early replacement', expiry: true, clockOff: right, early: 0.5 },
  earlyUndated: { name: 'without expiry, early replacement', expiry: false, clockOff: right, early: 0.5 },
} as const satisfies Record<string, World>;

/** The name of a world. */
export type WorldName = keyof typeof worlds;

/** How long before the first code a pairing may begin, in ms. */
export const longestStarting = 10_000;
/** Median and spread of one way through the network, in ms. */
export const way = { median: 150, sigma: 0.5 };

/** The two ways of one call, in ms. */
export interface Trip {
  readonly there: number;
  readonly back: number;
}

/** One pairing's circumstances, the same for everyone who is measured in it. */
export interface Circumstances {
  readonly life: Lifetime;
  /** When the pairing begins, on the gateway's clock. */
  readonly begins: number;
  readonly expiry: boolean;
  readonly clockOff: number;
  /** Begins the sequence of ways anew. */
  readonly trips: () => () => Trip;
  readonly chance: Random;
}

/** Draws the circumstances of one pairing: it begins at any moment of the session's life, or up to 10 s before it. */
export function circumstances(world: World, ...seed: readonly number[]): Circumstances {
  const random = chanceOf(...seed, 1);
  // The second's part counts: the gateway's `Date` header is cut to whole seconds.
  const ready = Date.UTC(2026, 0, 1) + between(random, 0, 86_400_000);
  const life = lifetime(ready, world.early, random);
  return {
    life,
    begins: between(random, ready - longestStarting, life.end),
    expiry: world.expiry,
    clockOff: world.clockOff(random),
    trips: () => {
      const ways = chanceOf(...seed, 2);
      const one = (): number => logNormal(ways, way.median, way.sigma);
      return () => ({ there: one(), back: one() });
    },
    chance: chanceOf(...seed, 3),
  };
}
