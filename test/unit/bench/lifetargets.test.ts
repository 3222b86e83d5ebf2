import assert from 'node:assert/strict';
import { runAll } from '../../bench/life/run';
import { scanAll } from '../../bench/life/scan';
import type { Target } from '../../bench/life/targets';
import { targetScenarios, targetStrategies, targetsOf } from '../../bench/life/targets';

/** Few sessions, always the same ones, so that the figures don’t change by chance. */
const extent = { sessions: 60, scanRounds: 1, seed: 14 };

/**
 * Targets that the product misses, and the multiple of them that it keeps. Joined midway, nobody reaches the one for live
 * codes who covers a code from its earliest end on; polls that are never more than 7 s apart, and fall on the end of a code,
 * are more than a loop at 7 s; and on a WAHA a scan just after a check is noticed with the next one.
 */
const missed: Readonly<Record<string, number>> = {
  'live code not on screen without expiry': 1.35,
  'requests for codes': 1.12,
  'from a scan to *Linking…*': 1.45,
};

function keeps({ figure, isReached, ratio }: Target): boolean {
  if (isReached) return true;
  const known = Object.entries(missed).find(([start]) => figure.startsWith(start));
  return known !== undefined && (ratio ?? Infinity) <= known[1];
}

describe('The life of a code, against its targets', () => {
  let targets: readonly Target[] = [];
  let broken: readonly string[] = [];

  before(async function () {
    // Thousands of simulated sessions.
    this.timeout(120_000);
    const silent = (): void => undefined;
    const results = await runAll(extent.sessions, extent.seed, silent, targetScenarios, targetStrategies);
    targets = targetsOf(results, await scanAll(extent.scanRounds, extent.seed, silent));
    broken = targetScenarios.filter((scenario) => results[scenario]['Pair WhatsApp'].violations > 0);
  });

  const holds = (title: string, start: string): void => {
    it(title, () => {
      const some = targets.filter(({ figure }) => figure.startsWith(start));
      assert.ok(some.length > 0);
      const failed = some.filter((target) => !keeps(target));
      const lines = failed.map(({ figure, target, measured }) => `${figure}: ${measured}; target: ${target}`);
      assert.ok(failed.length === 0, `not reached:\n${lines.join('\n')}`);
    });
  };

  holds('shows hardly an expired code', 'expired code');
  holds('shows the live code', 'live code');
  holds('notices a scan at each second of a code’s life', 'a scan');
  holds('needs hardly more requests for codes than a loop at 7 s', 'requests');
  holds('says on a real WAHA within seconds that it links', 'from a scan');

  it('keeps requests of one kind apart', () => {
    assert.deepEqual(broken, []);
  });
});
