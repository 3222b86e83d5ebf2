import assert from 'node:assert/strict';
import type { BulkResult } from '../../../../src/core/instances/bulkresult';
import { workThrough } from '../../../../src/core/instances/bulkrun';
import type { Outcome, Requests } from '../../../../src/core/instances/instancework';
import { oneRequest } from '../../../../src/core/instances/instancework';
import { GatewayPacer } from '../../../../src/core/gateways/gatewaypacer';
import { steadyClock } from '../../../../src/core/time/clock';
import type { Failure } from '../../../../src/core/failures/failure';
import type { InstanceRef } from '../../../../src/core/references/instanceref';
import { FakeMachine } from '../../fakes/machine';

const limited: Failure = { kind: 'rateLimit', status: 429, retryAfterMs: 60_000 };
const refused: Failure = { kind: 'token', status: 401 };

/** An action on instances, with one request per second, each answered after half a second. */
class Work {
  readonly machine = new FakeMachine();
  readonly requests: { readonly id: string; readonly at: number }[] = [];
  readonly rests: number[] = [];
  readonly stop = new AbortController();
  readonly pacers = new Map<string, GatewayPacer>();
  readonly result: Promise<BulkResult>;

  constructor(
    refs: readonly InstanceRef[],
    answer: (id: string, count: number) => Failure | undefined = () => undefined,
    run = (request: () => Promise<Failure | undefined>): Requests<Outcome> => oneRequest(request),
  ) {
    const clock = steadyClock(this.machine);
    const request = async ({ instanceId }: InstanceRef): Promise<Failure | undefined> => {
      this.requests.push({ id: instanceId, at: this.machine.monotonic() / 1_000 });
      const count = this.requests.length;
      await new Promise<void>((resolve) => {
        this.machine.after(500, resolve);
      });
      return answer(instanceId, count);
    };
    const progress = {
      begins: () => undefined,
      rests: (seconds: number) => this.rests.push(seconds),
    };
    const pacerOf = (gateway: string): GatewayPacer => {
      const pacer = this.pacers.get(gateway) ?? new GatewayPacer(clock, () => 0);
      this.pacers.set(gateway, pacer);
      return pacer;
    };
    this.result = workThrough(
      { refs, clock, gap: 1_000, pacerOf, run: (ref) => run(() => request(ref)) },
      progress,
      this.stop.signal,
    );
  }

  async after(seconds: number): Promise<BulkResult> {
    await this.machine.pass(seconds * 1_000);
    return await this.result;
  }
}

function refs(count: number, gateway = ''): readonly InstanceRef[] {
  return Array.from({ length: count }, (_, index) => ({
    gateway,
    instanceId: `${gateway}${index + 1}`,
  }));
}

const ids = (all: readonly { readonly ref: InstanceRef }[]): readonly string[] =>
  all.map(({ ref }) => ref.instanceId);

describe('an action on several instances', () => {
  it('runs once for each, in their order, with a gap between', async () => {
    const work = new Work(refs(4));
    const { done, failed, left } = await work.after(10);
    assert.deepEqual(
      work.requests.map(({ id, at }) => `${id} at ${at}`),
      ['1 at 0', '2 at 1', '3 at 2', '4 at 3'],
    );
    assert.deepEqual([done.length, failed.length, left.length], [4, 0, 0]);
  });

  it('waits after a 429, and tries the instance that met it once more', async () => {
    const work = new Work(refs(4), (_, count) => (count === 2 ? limited : undefined));
    const { done, failed, left } = await work.after(100);
    assert.deepEqual(
      work.requests.map(({ id, at }) => `${id} at ${at}`),
      ['1 at 0', '2 at 1', '3 at 61.5', '4 at 62.5', '2 at 63.5'],
    );
    assert.deepEqual(work.rests, [60]);
    assert.deepEqual([done.length, failed.length, left.length], [4, 0, 0]);
  });

  it('continues with other gateways while one is rate limited', async () => {
    const mixed = [...refs(2, 'a'), ...refs(3, 'b')];
    const work = new Work(mixed, (_, count) => (count === 1 ? limited : undefined));
    const { done, failed, left } = await work.after(100);
    assert.deepEqual(
      work.requests.map(({ id, at }) => `${id} at ${at}`),
      ['a1 at 0', 'b1 at 1', 'b2 at 2', 'b3 at 3', 'a2 at 60.5', 'a1 at 61.5'],
    );
    assert.deepEqual(work.rests, [58]);
    assert.deepEqual([done.length, failed.length, left.length], [5, 0, 0]);
  });

  it('rejects if the action itself throws', async () => {
    const broken = (): Failure => {
      throw new RangeError('no answer');
    };
    const work = new Work(refs(2), broken);
    await assert.rejects(Promise.all([work.result, work.machine.pass(10_000)]), RangeError);
  });

  it('gives up an instance after a second 429', async () => {
    const work = new Work(refs(2), (id) => (id === '1' ? limited : undefined));
    const { done, failed } = await work.after(300);
    assert.deepEqual([done.map(({ instanceId }) => instanceId), ids(failed)], [['2'], ['1']]);
    assert.equal(work.requests.length, 3);
  });

  it('sends no more requests to a gateway that refuses all of them, and continues with others', async () => {
    const [first, second] = [refs(50, 'a'), refs(2, 'b')];
    const work = new Work([...first, ...second], (id) => (id.startsWith('a') ? refused : undefined));
    const { done, failed, left } = await work.after(10);
    assert.deepEqual(
      work.requests.map(({ id }) => id),
      ['a1', 'b1', 'b2'],
    );
    assert.deepEqual([done.length, failed.length, left.length], [2, 50, 0]);
    assert.ok(failed.every(({ failure }) => failure === refused));
  });

  it('starts no more requests once it is stopped, and distinguishes failed instances from those not started', async () => {
    const work = new Work(refs(4), (_, count) => (count === 2 ? limited : undefined));
    await work.machine.pass(5_000);
    work.stop.abort();
    const { done, failed, left } = await work.after(1);
    assert.deepEqual(
      [done.length, ids(failed), left.map(({ instanceId }) => instanceId)],
      [1, ['2'], ['3', '4']],
    );
    assert.equal(work.requests.length, 2);
    assert.equal(work.machine.timers, 0);
  });

  /** A command, and looks that show its effect at a time after it, each at least five seconds after the last. */
  const confirmedAfter = (seconds: number, work: () => Work) =>
    async function* (request: () => Promise<Failure | undefined>): Requests<Outcome> {
      const now = (): number => work().machine.monotonic() / 1_000;
      const failure = await request();
      if (failure) {
        yield { failure };
        return { kind: 'failed', failure };
      }
      const until = now() + seconds;
      let looked = -Infinity;
      const rest = (): number => Math.max(0, (looked + 5 - now()) * 1_000);
      for (;;) {
        yield { rest };
        const look = await request();
        looked = now();
        if (looked < until) continue;
        yield { ...(look && { failure: look }) };
        return { kind: 'done' };
      }
    };

  it('confirms each instance at once, and all requests share one budget', async () => {
    const work: Work = new Work(
      refs(3),
      undefined,
      confirmedAfter(0, () => work),
    );
    const { done } = await work.after(20);
    assert.equal(done.length, 3);
    assert.deepEqual(
      work.requests.map(({ id, at }) => `${id} at ${at}`),
      ['1 at 0', '1 at 0.5', '2 at 2', '2 at 2.5', '3 at 4', '3 at 4.5'],
    );
  });

  it('goes on with other instances while one waits to be confirmed', async () => {
    const work: Work = new Work(
      refs(6),
      undefined,
      confirmedAfter(4, () => work),
    );
    const { done } = await work.after(60);
    assert.equal(done.length, 6);
    const starts = refs(6).map(({ instanceId }) => work.requests.find(({ id }) => id === instanceId)?.at);
    assert.deepEqual(starts, [0, 2, 4, 7, 11, 14]);
    const minute = work.requests.filter(({ at }) => at < 12).length;
    assert.ok(minute <= 13, `${minute} requests started in 12 s.`);
  });

  it('completes the instances that have begun when it is stopped', async () => {
    const work: Work = new Work(
      refs(3),
      undefined,
      confirmedAfter(4, () => work),
    );
    await work.machine.pass(700);
    work.stop.abort();
    const { done, failed, left } = await work.after(20);
    assert.deepEqual([done.length, failed.length, left.length], [1, 0, 2]);
    assert.deepEqual(
      work.requests.map(({ id, at }) => `${id} at ${at}`),
      ['1 at 0', '1 at 0.5', '1 at 6'],
    );
    assert.equal(work.machine.timers, 0);
  });

  it('completes them also if the gateway refuses a request meanwhile, but begins no others', async () => {
    const work: Work = new Work(
      refs(3),
      (id) => (id === '2' ? refused : undefined),
      confirmedAfter(4, () => work),
    );
    const { done, failed } = await work.after(30);
    assert.deepEqual([done.map(({ instanceId }) => instanceId), ids(failed)], [['1'], ['2', '3']]);
    assert.deepEqual(
      work.requests.map(({ id }) => id),
      ['1', '1', '2', '1'],
    );
  });

  it('knows which instances were running already', async () => {
    const work = new Work(refs(2), undefined, async function* (request): Requests<Outcome> {
      await request();
      yield {};
      return { kind: 'alreadyRunning' };
    });
    const { done, alreadyRunning } = await work.after(10);
    assert.deepEqual([done.length, alreadyRunning.length], [2, 2]);
  });
});
