import assert from 'node:assert/strict';
import type { BulkResult } from '../../../../src/core/instances/bulkresult';
import { workThrough } from '../../../../src/core/instances/bulkrun';
import { oneRequest } from '../../../../src/core/instances/instancework';
import type { Failure } from '../../../../src/core/failures/failure';
import type { InstanceRef } from '../../../../src/core/references/instanceref';
import { refKey } from '../../../../src/core/references/instanceref';
import { failure, instance, instances, PollerStage, status } from './poller/stage';

const limited: Failure = { kind: 'rateLimit', status: 429 };
const refused: Failure = { kind: 'token', status: 401 };

/** A poller and a bulk run that share the pacers of their gateways; a command takes half a second. */
class Stage extends PollerStage {
  /** The commands that the gateways have received, with their times in seconds. */
  readonly commands: string[] = [];
  readonly rests: number[] = [];

  run(
    refs: readonly InstanceRef[],
    answer: (number: number) => Failure | undefined = () => undefined,
    gap = 100,
  ): Promise<BulkResult> {
    return workThrough(
      {
        refs,
        clock: this.clock,
        gap,
        pacerOf: (gateway) => this.pacer(gateway),
        run: (ref) =>
          oneRequest(async () => {
            const number = this.commands.push(`${refKey(ref).replace('\n', ' ')} at ${this.seconds}`);
            await new Promise<void>((resolve) => {
              this.machine.after(500, resolve);
            });
            return answer(number);
          }),
      },
      { begins: () => undefined, rests: (seconds) => this.rests.push(seconds) },
      new AbortController().signal,
    );
  }

  get seconds(): number {
    return Math.round(this.machine.monotonic() / 100) / 10;
  }
}

describe('a poller and a bulk run for the same gateway', () => {
  it('count four 429s of one burst once, and both wait', async () => {
    const stage = new Stage();
    stage.reply = () => [status('STARTING')];
    stage.poller.watch([instance('a')]);
    const result = stage.run(instances(6), (number) => (number <= 4 ? limited : undefined));
    await stage.pass(10.5);
    assert.deepEqual(stage.commands, ['i0 at 0', 'i1 at 0.1', 'i2 at 0.2', 'i3 at 0.3']);
    assert.deepEqual(stage.starts(), [0], 'The check that was due at 10 s waits too.');
    await stage.pass(20);
    // 10 s after the last of the 429s: if each counted separately, the wait would be 60 s.
    assert.equal(stage.commands[4], 'i4 at 10.8');
    assert.deepEqual(stage.starts(), [0, 10.8, 20.8]);
    assert.deepEqual(stage.rests, [10]);
    assert.equal((await result).done.length, 6);
  });

  it('both wait after a 429 to the poller, but requests to other gateways don’t', async () => {
    const stage = new Stage();
    stage.reply = ({ gateway }, count) => [
      gateway === '' && count === 1 ? failure({ ...limited, retryAfterMs: 45_000 }) : status('STARTING'),
    ];
    stage.poller.watch([instance('a')]);
    await stage.pass(1);
    const result = stage.run([...instances(2), ...instances(2, 'other')]);
    await stage.pass(60);
    assert.deepEqual(stage.commands, ['other i0 at 1', 'other i1 at 1.1', 'i0 at 45', 'i1 at 45.1']);
    assert.equal((await result).done.length, 4);
  });

  it('send one request at a time after a 429: a command starts once the check under way has ended', async () => {
    const stage = new Stage();
    stage.reply = (_, count) => [
      count === 1 ? failure(limited) : status('STARTING'),
      count === 1 ? 0 : 3_000,
    ];
    stage.poller.watch([instance('a')]);
    await stage.pass(10.5);
    assert.deepEqual(stage.starts(), [0, 10]);
    const result = stage.run(instances(1));
    await stage.pass(10);
    assert.deepEqual(stage.commands, ['i0 at 13']);
    assert.deepEqual(stage.rests, []);
    assert.equal((await result).done.length, 1);
  });

  it('start the command also if that check is aborted', async () => {
    const stage = new Stage();
    stage.reply = (_, count) => (count === 1 ? [failure(limited)] : undefined);
    stage.poller.watch([instance('a')]);
    await stage.pass(10.5);
    const result = stage.run(instances(1));
    await stage.pass(1);
    assert.deepEqual(stage.commands, []);
    stage.poller.watch([]);
    await stage.pass(1);
    assert.deepEqual(stage.commands, ['i0 at 11.5']);
    assert.equal((await result).done.length, 1);
    assert.equal(stage.machine.timers, 0);
  });

  it('start checks again once the command under way has ended', async () => {
    const stage = new Stage();
    stage.reply = () => [status('STARTING')];
    const result = stage.run(instances(1), (number) => (number === 1 ? limited : undefined));
    await stage.pass(10.7);
    assert.deepEqual(stage.commands, ['i0 at 0', 'i0 at 10.5']);
    stage.poller.watch([instance('a')]);
    await stage.pass(1);
    assert.deepEqual(stage.starts(), [11]);
    assert.equal((await result).done.length, 1);
  });

  it('show a refusal of a command at all instances, without a check', async () => {
    const stage = new Stage();
    stage.poller.watch(instances(20));
    await stage.pass(20);
    const checks = stage.checks.length;
    const result = stage.run(instances(3), () => refused, 1_000);
    await stage.pass(5);
    assert.deepEqual(stage.commands, ['i0 at 20']);
    assert.equal((await result).failed.length, 3);
    assert.ok(instances(20).every((ref) => stage.poller.get(ref).failure?.kind === 'token'));
    assert.deepEqual(stage.poller.refusal(''), refused);
    await stage.pass(200);
    assert.equal(stage.checks.length, checks);
  });

  it('try one command after a check was refused, since the user may have fixed the cause', async () => {
    const stage = new Stage();
    stage.reply = () => [failure(refused)];
    stage.poller.watch([instance('a')]);
    await stage.pass(1);
    assert.deepEqual(stage.poller.refusal(''), refused);
    const result = stage.run(instances(2));
    await stage.pass(2);
    assert.equal((await result).done.length, 2);
    assert.equal(stage.poller.refusal(''), undefined);
  });

  it('send commands to a gateway that is down, and check it every 10 s', async () => {
    const stage = new Stage();
    stage.reply = () => [failure({ kind: 'network' })];
    stage.poller.watch(instances(5));
    await stage.pass(1);
    assert.equal(stage.checks.length, 3);
    const result = stage.run(instances(5), () => ({ kind: 'network' }));
    await stage.pass(3);
    assert.equal(stage.commands.length, 5);
    assert.equal((await result).failed.length, 5);
    assert.equal(stage.checks.length, 3);
  });
});
