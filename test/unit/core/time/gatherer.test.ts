import assert from 'node:assert/strict';
import { steadyClock } from '../../../../src/core/time/clock';
import { Gatherer } from '../../../../src/core/time/gatherer';
import { FakeMachine } from '../../fakes/machine';

/** A gatherer with its reports: seconds, all events, and how many are new. */
class Stage {
  readonly machine = new FakeMachine();
  readonly reports: string[] = [];
  firstWait: number | ((passed: number) => number) = 2_000;
  readonly gatherer = new Gatherer<string>(
    steadyClock(this.machine),
    (passed) => (typeof this.firstWait === 'number' ? this.firstWait : this.firstWait(passed)),
    (events, fresh) => {
      this.reports.push(
        `${Math.round(this.machine.monotonic() / 100) / 10}: ${events.join('')} (${fresh} new)`,
      );
    },
  );

  async add(events: string, seconds = 0): Promise<void> {
    for (const event of events) {
      this.gatherer.add(event);
      await this.machine.pass(seconds * 1_000);
    }
  }
}

describe('the gatherer of events', () => {
  it('reports a single event soon, once', async () => {
    const stage = new Stage();
    await stage.add('a', 300);
    assert.deepEqual(stage.reports, ['2: a (1 new)']);
    assert.equal(stage.machine.timers, 0);
  });

  it('reports it at once if nothing can follow', async () => {
    const stage = new Stage();
    stage.firstWait = 0;
    await stage.add('a', 1);
    assert.deepEqual(stage.reports, ['0: a (1 new)']);
  });

  it('reports events of the same moment together', async () => {
    const stage = new Stage();
    await stage.add('abcdefgh', 0.1);
    await stage.machine.pass(60_000);
    assert.deepEqual(stage.reports, ['2: abcdefgh (8 new)']);
  });

  it('reports once more what follows slowly, when nothing has followed for a while', async () => {
    const stage = new Stage();
    await stage.add('abcdefgh', 3);
    await stage.machine.pass(60_000);
    assert.deepEqual(stage.reports, ['2: a (1 new)', '31: abcdefgh (7 new)']);
  });

  it('reports sixty events in a minute twice', async () => {
    const stage = new Stage();
    await stage.add('a'.repeat(60), 0.99);
    await stage.machine.pass(60_000);
    assert.equal(stage.reports.length, 2);
    assert.match(stage.reports[1] ?? '', /^60: a{60} \(57 new\)$/);
  });

  it('can wait until nothing has followed for a while, at most a minute', async () => {
    const stage = new Stage();
    stage.firstWait = (passed) => passed + 2_000;
    await stage.add('abcdefgh', 1);
    await stage.machine.pass(60_000);
    assert.deepEqual(stage.reports, ['9: abcdefgh (8 new)']);
    await stage.add('a'.repeat(60), 1);
    await stage.machine.pass(120_000);
    assert.match(stage.reports[1] ?? '', /^128: a{60} \(60 new\)$/);
    assert.equal(stage.reports.length, 2);
  });

  it('begins anew after a minute', async () => {
    const stage = new Stage();
    await stage.add('a', 61);
    await stage.add('b', 61);
    assert.deepEqual(stage.reports, ['2: a (1 new)', '63: b (1 new)']);
  });

  it('doesn’t wait any longer once nothing else can follow', async () => {
    const stage = new Stage();
    stage.firstWait = 12_000;
    await stage.add('ab', 3);
    stage.firstWait = 0;
    await stage.add('c', 1);
    assert.deepEqual(stage.reports, ['6: abc (3 new)']);
  });

  it('reports nothing after it is disposed', async () => {
    const stage = new Stage();
    await stage.add('a');
    stage.gatherer.dispose();
    await stage.machine.pass(60_000);
    assert.deepEqual(stage.reports, []);
    assert.equal(stage.machine.timers, 0);
  });
});
