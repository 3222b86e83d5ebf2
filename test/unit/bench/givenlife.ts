import { plainManner } from '../../bench/life/gateway';
import { sessionLifetime } from '../../bench/life/lifetime';
import type { Circumstances } from '../../bench/life/scenario';

/** When the first code of each test is issued. */
export const ready = Date.UTC(2026, 0, 1);
/** A random source under which no code is replaced early. */
export const never = (): number => 0.99;

/** A pairing that begins `begins` ms after the first code's birth, with ways of 100 ms. */
export const given = (begins: number, more: Partial<Circumstances> = {}): Circumstances => ({
  ...{
    lifetime: sessionLifetime(ready, never),
    begins: ready + begins,
    latest: ready + 300_000,
    expiry: true,
  },
  ...{
    clockOffset: 0,
    dateOffset: 0,
    manner: plainManner,
    restarts: false,
    restartTime: 3_000,
    meanDelay: 100,
  },
  ...{ trips: () => () => ({ there: 100, back: 100 }), random: () => 0.5, ...more },
});
