import assert from 'node:assert/strict';
import { runAll } from '../../bench/life/run';
import { scanAll } from '../../bench/life/scan';
import type { Target } from '../../bench/life/targets';
import { targetScenarios, targetStrategies, targetsOf } from '../../bench/life/targets';

/** Few sessions, always the same ones, so that the figures don’t change by chance. */
const extent = { sessions: 60, scanRounds: 1, seed: 14 };

describe('The life of a code, against its targets', () => {
  let targets: readonly Target[] = [];
  let broken: readonly string[] = [];

  before(async () => {
    const silent = (): void => undefined;
    const results = await runAll(extent.sessions, extent.seed, silent, targetScenarios, targetStrategies);
    targets = targetsOf(results, await scanAll(extent.scanRounds, extent.seed, silent));
    broken = targetScenarios.filter((scenario) => results[scenario]['Pair WhatsApp'].violations > 0);
  });

  const holds = (title: string, start: string): void => {
    it(title, () => {
      const some = targets.filter(({ figure }) => figure.startsWith(start));
      assert.ok(some.length > 0);
      const missed = some.filter(({ isReached }) => !isReached);
      const lines = missed.map(({ figure, target, measured }) => `${figure}: ${measured}; target: ${target}`);
      assert.ok(missed.length === 0, `not reached:\n${lines.join('\n')}`);
    });
  };

  holds('shows hardly an expired code', 'expired code');
  holds('shows the live code', 'live code');
  holds('notices a scan at each second of a code’s life', 'a scan');
  holds('needs no more requests for codes than a loop at 7 s', 'requests');
  holds('says on a real WAHA within seconds that it links', 'from a scan');

  it('keeps requests of one kind apart', () => {
    assert.deepEqual(broken, []);
  });
});
