import assert from 'node:assert/strict';
import { LearnedLives } from '../../../../../src/core/code/codelives';
import { Pace } from '../../../../../src/core/gateways/instancepace';
import type { FirstRequest } from '../../../../../src/core/pairing/pairing';
import { hasLiveCode } from '../../../../../src/core/pairing/pairing';
import { PairingRunner } from '../../../../../src/core/pairing/runner';
import { steadyClock } from '../../../../../src/core/time/clock';
import { FakeMachine } from '../../../fakes/machine';
import { FakeWaha } from '../../../fakes/waha';

/** One pairing on a simulated WAHA, watched every 10 ms. */
class WahaStage {
  readonly machine = new FakeMachine();
  readonly waha: FakeWaha;
  readonly runner: PairingRunner;
  /** Milliseconds with an expired code on screen, and with a live code that wasn't. */
  expired = 0;
  notShown = 0;
  shownOnce = false;

  constructor(readyAt: number, first: FirstRequest) {
    this.waha = new FakeWaha(this.machine, readyAt);
    const clock = steadyClock(this.machine);
    this.runner = new PairingRunner(
      {
        client: this.waha,
        clock,
        pace: new Pace(clock),
        note: () => undefined,
        chance: () => 0,
        interval: () => 6_000,
        learned: new LearnedLives(),
      },
      { first },
    );
  }

  get phase(): string {
    return this.runner.state.phase.kind;
  }

  async pass(ms: number, until: () => boolean = () => false): Promise<void> {
    const step = 10;
    for (let passed = 0; passed < ms && !until(); passed += step) {
      await this.machine.pass(step);
      const { state } = this.runner;
      const shown =
        state.phase.kind === 'scannable' && hasLiveCode(state, this.machine.wall())
          ? state.phase.code.value
          : undefined;
      const { live } = this.waha;
      if (shown !== undefined) this.shownOnce = true;
      if (shown !== undefined && (live === undefined || this.waha.value(live) !== shown))
        this.expired += step;
      if (live !== undefined && shown !== this.waha.value(live) && this.shownOnce) this.notShown += step;
    }
  }

  get requestsForCodes(): number {
    return this.waha.requests.filter(({ request }) => request === 'qr').length;
  }
}

describe('a pairing on a WAHA', () => {
  it('shows no expired code in a session that was started from here', async () => {
    const stage = new WahaStage(Infinity, 'restart');
    await stage.pass(200_000, () => stage.phase === 'failed');
    console.log(
      'started',
      stage.expired,
      stage.notShown,
      stage.requestsForCodes,
      stage.waha.requests.length,
      stage.phase,
      stage.waha.now,
    );
    assert.ok(stage.expired <= 300);
  });
  it('joined midway', async () => {
    const all = [];
    for (let from = 0; from < 60; from += 3) {
      const stage = new WahaStage(-from * 1000 - 137, 'qr');
      await stage.pass(200_000, () => stage.phase === 'failed');
      all.push([stage.expired, stage.notShown, stage.requestsForCodes]);
    }
    const mean = [0, 1, 2].map((i) => all.reduce((s, e) => s + e[i]!, 0) / all.length);
    console.log('midway mean', mean, JSON.stringify(all));
  });
  it('scan', async () => {
    const rows = [];
    for (let after = 0; after < 20_000; after += 500) {
      const stage = new WahaStage(-70_000, 'qr');
      await stage.pass(30_000 + after);
      if (stage.waha.live === undefined) throw new Error('x');
      stage.waha.scan();
      const at = stage.waha.now;
      await stage.pass(30_000, () => stage.phase === 'linking' || stage.phase === 'linked');
      const linking = stage.waha.now - at;
      await stage.pass(30_000, () => stage.phase === 'linked');
      rows.push([after, linking, stage.waha.now - at]);
    }
    console.log(
      'max linking',
      Math.max(...rows.map((r) => r[1]!)),
      'max linked',
      Math.max(...rows.map((r) => r[2]!)),
      JSON.stringify(rows),
    );
  });
}).timeout(100_000);
