import type { Random } from './random';
import { between, randomFrom, logNormal } from './random';
import type { SessionLifetime } from './lifetime';
import { sessionLifetime } from './lifetime';

/** Conditions of a pairing. */
export interface Scenario {
  readonly name: string;
  /** Whether the gateway reports an expiry. */
  readonly expiry: boolean;
  /** How far the user’s clock is ahead of the gateway’s, in ms. */
  readonly clockOffset: (random: Random) => number;
  /** Share of codes that are replaced early. */
  readonly earlyShare: number;
}

const exactClock = (): number => 0;

/** The measured scenarios. */
export const scenarios = {
  hasExpiry: { name: 'with expiry', expiry: true, clockOffset: exactClock, earlyShare: 0 },
  secondsOff: {
    name: 'with expiry, clock up to 1 s off',
    expiry: true,
    clockOffset: (random) => between(random, -1_000, 1_001),
    earlyShare: 0,
  },
  minutesOff: {
    name: 'with expiry, clock 3 min off',
    expiry: true,
    clockOffset: (random) => (random() < 0.5 ? -1 : 1) * 3 * 60_000,
    earlyShare: 0,
  },
  noExpiry: { name: 'without expiry', expiry: false, clockOffset: exactClock, earlyShare: 0 },
  early: { name: 'with expiry, early replacement', expiry: true, clockOffset: exactClock, earlyShare: 0.5 },
  earlyNoExpiry: {
    name: 'without expiry, early replacement',
    expiry: false,
    clockOffset: exactClock,
    earlyShare: 0.5,
  },
} as const satisfies Record<string, Scenario>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

/** The maximum time by which a pairing begins before the first code, in ms. */
export const maxStarting = 10_000;
/** Median and σ of the network delay in one direction, in ms. */
export const networkDelay = { median: 150, sigma: 0.5 };

/** The delays of one request and its answer, in ms. */
export interface Trip {
  readonly there: number;
  readonly back: number;
}

/** The circumstances of one pairing, the same for all strategies. */
export interface Circumstances {
  readonly lifetime: SessionLifetime;
  /** When the pairing begins, on the gateway's clock. */
  readonly begins: number;
  readonly expiry: boolean;
  readonly clockOffset: number;
  /** Starts the same sequence of delays from its beginning. */
  readonly trips: () => () => Trip;
  readonly random: Random;
}

/** Draws the circumstances of one pairing. It begins at a random moment of the session, or up to 10 s before it. */
export function circumstances(scenario: Scenario, ...seed: readonly number[]): Circumstances {
  const random = randomFrom(...seed, 1);
  // Milliseconds matter, because the gateway’s `Date` header has whole seconds.
  const ready = Date.UTC(2026, 0, 1) + between(random, 0, 86_400_000);
  const lifetime = sessionLifetime(ready, scenario.earlyShare, random);
  return {
    lifetime: lifetime,
    begins: between(random, ready - maxStarting, lifetime.end),
    expiry: scenario.expiry,
    clockOffset: scenario.clockOffset(random),
    trips: () => {
      const delays = randomFrom(...seed, 2);
      const delay = (): number => logNormal(delays, networkDelay.median, networkDelay.sigma);
      return () => ({ there: delay(), back: delay() });
    },
    random: randomFrom(...seed, 3),
  };
}
