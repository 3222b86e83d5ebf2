import type { Random } from './random';
import { between, randomFrom, logNormal } from './random';
import type { Manner } from './gateway';
import { plainManner, restartTimes } from './gateway';
import type { Rotation, SessionLifetime } from './lifetime';
import { sessionLifetime } from './lifetime';

/** Median and σ of a log-normal distribution of delays, in ms. */
export interface Delay {
  readonly median: number;
  readonly sigma: number;
}

/** Conditions of a pairing. */
export interface Scenario {
  readonly name: string;
  /** Whether the gateway reports an expiry. */
  readonly expiry: boolean;
  /** Whether the pairing’s first request restarts the session. Otherwise it begins at a random moment. */
  readonly restarts?: boolean;
  /** How far the user’s clock is ahead of the gateway’s, in ms. */
  readonly clockOffset?: (random: Random) => number;
  /** How far the clock that writes `Date` is ahead of the gateway’s, in ms. */
  readonly dateOffset?: number;
  readonly rotation: Rotation;
  readonly manner?: Manner;
  /** The network delay in one direction. */
  readonly delay?: Delay;
}

/** The maximum time by which a pairing begins before the first code, in ms. */
export const maxStarting = 10_000;
/** The network delay in one direction, unless a scenario has its own. */
export const networkDelay: Delay = { median: 150, sigma: 0.5 };
/** How long a pairing is watched after the last code of a session that ends, and in all if the session doesn’t end, in ms. */
export const watchTime = { afterEnd: 120_000, endless: 300_000 };

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
  /** When it ends at the latest. */
  readonly latest: number;
  readonly expiry: boolean;
  readonly clockOffset: number;
  readonly dateOffset: number;
  readonly manner: Manner;
  /** Whether the first request restarts the session, and how long that takes in ms. */
  readonly restarts: boolean;
  readonly restartTime: number;
  /** The mean network delay in one direction, in ms. */
  readonly meanDelay: number;
  /** Starts the same sequence of delays from its beginning. The requests beside those for codes have a sequence of their own. */
  readonly trips: (beside?: boolean) => () => Trip;
  readonly random: Random;
}

/** The mean of a log-normal distribution. */
export function meanOf({ median, sigma }: Delay): number {
  return median * Math.exp(sigma ** 2 / 2);
}

/** Draws the circumstances of one pairing. It begins with a restart, or at a random moment of the session or up to 10 s before it. */
export function circumstances(scenario: Scenario, ...seed: readonly number[]): Circumstances {
  const { rotation, manner = plainManner, delay = networkDelay, restarts = false } = scenario;
  const random = randomFrom(...seed, 1);
  const trips = (beside = false): (() => Trip) => {
    const delays = randomFrom(...seed, beside ? 4 : 2);
    const draw = (): number => logNormal(delays, delay.median, delay.sigma);
    return () => ({ there: draw(), back: draw() });
  };
  // Milliseconds matter, because the gateway’s `Date` header has whole seconds.
  const ready = Date.UTC(2026, 0, 1) + between(random, 0, 86_400_000);
  const lifetime = sessionLifetime(ready, random, rotation);
  const { restartTime, starting } = restartTimes(manner, randomFrom(...seed, 5));
  const endless = lifetime.ending === 'repeats' || lifetime.ending === 'slides';
  const anyMoment = between(random, ready - maxStarting, lifetime.end + (endless ? maxStarting : 0));
  const begins = restarts ? ready - starting - restartTime - trips()().there : anyMoment;
  const end = endless ? Infinity : lifetime.end + watchTime.afterEnd;
  return {
    lifetime,
    begins,
    latest: Math.min(end, begins + watchTime.endless),
    expiry: scenario.expiry,
    clockOffset: scenario.clockOffset?.(random) ?? 0,
    dateOffset: scenario.dateOffset ?? 0,
    manner,
    restarts,
    restartTime,
    meanDelay: meanOf(delay),
    trips,
    random: randomFrom(...seed, 3),
  };
}
