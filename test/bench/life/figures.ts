import type { Lifetime } from './lifetime';
import type { Story } from './story';

/** Least time between two requests that the gateway asks for, in ms. */
export const leastGap = 5_000;

/** What one pairing came to; times in ms. */
export interface Statistics {
  /** How long a dead code could be scanned, and the longest time on end. */
  readonly dead: number;
  readonly worst: number;
  /** How many codes died on screen and stayed there. */
  readonly outlived: number;
  /** How long the gateway had a live code that was not on screen, from the first code seen on. */
  readonly missing: number;
  /** From birth to display, of each code that took another's place while the pairing ran and was shown. */
  readonly delays: readonly number[];
  /** How many of these came later than 5 s and the round trip of the call that brought them. */
  readonly late: number;
  /** Codes that took another's place while the pairing ran and were never shown. */
  readonly unseen: number;
  /** From birth to display of the first code, where the pairing began before it. */
  readonly first: number | undefined;
  readonly requests: number;
  /** Requests that reached the gateway less than 5 s after the one before. */
  readonly close: number;
}

/** Holds what was shown against what was alive. */
export function statisticsOf(life: Lifetime, { begins, ends, showings, arrivals }: Story): Statistics {
  let dead = 0;
  let worst = 0;
  let outlived = 0;
  let missing = 0;
  let run = { from: 0, until: 0 };
  for (const { code, from, until } of showings) {
    const died = Math.max(life.codes[code]?.until ?? 0, from);
    if (died >= until) continue;
    outlived += 1;
    dead += until - died;
    run = { from: run.until === died ? run.from : died, until };
    worst = Math.max(worst, run.until - run.from);
  }
  const [firstShown] = showings;
  const shown = life.codes.map((_, index) => showings.filter(({ code }) => code === index));
  const delays: number[] = [];
  let late = 0;
  let unseen = 0;
  life.codes.forEach(({ from: born, until: dies }, index) => {
    const mine = shown[index] ?? [];
    const start = Math.max(born, firstShown?.from ?? begins);
    const live = mine.reduce((sum, { from, until }) => sum + Math.max(Math.min(until, dies) - from, 0), 0);
    missing += Math.max(dies - start, 0) - live;
    const [display] = mine;
    if (index === 0 || born < begins || born >= ends) return;
    if (!display) unseen += 1;
    else {
      delays.push(display.from - born);
      if (display.from - born > leastGap + display.took) late += 1;
    }
  });
  const opening = life.ready >= begins ? shown[0]?.[0] : undefined;
  return {
    ...{ dead, worst, outlived, missing, delays, late, unseen },
    first: opening && opening.from - life.ready,
    requests: arrivals.length,
    close: arrivals.filter((at, index) => at - (arrivals[index - 1] ?? -Infinity) < leastGap).length,
  };
}
