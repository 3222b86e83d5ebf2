import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PollerStage, failure, instance, instances, status } from './stage';

const answers = [
  status('WORKING'),
  status('STARTING'),
  status('FAILED'),
  failure({ kind: 'network' }),
  failure({ kind: 'unavailable', status: 503 }),
  failure({ kind: 'rateLimit', status: 429, retryAfterMs: 7_000 }),
];
const step = fc.record({
  seconds: fc.integer({ min: 0, max: 40 }),
  action: fc.constantFrom('nothing', 'hideAndShow', 'checkNow', 'sleep'),
});

describe('the budget of the InstancePoller', () => {
  it('is kept in any minute, with 10 s between two checks of one instance, for any answers and any user actions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 6, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat({ max: answers.length - 1 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 7 }),
        fc.array(step, { minLength: 1, maxLength: 12 }),
        async (budget, count, kinds, latencies, steps) => {
          const stage = new PollerStage();
          stage.budget = budget;
          let replies = 0;
          stage.reply = () => {
            const turn = replies++;
            return [
              answers[kinds[turn % kinds.length] ?? 0] ?? status('WORKING'),
              latencies[turn % latencies.length] ?? 0,
            ];
          };
          const all = instances(count);
          stage.poller.watch(all);
          for (const { seconds, action } of steps) {
            if (action === 'hideAndShow') {
              stage.poller.watch([]);
              stage.poller.watch(all);
            }
            if (action === 'checkNow') stage.poller.checkNow(all);
            if (action === 'sleep') stage.machine.jump(60_000);
            await stage.pass(seconds);
          }
          const starts = stage.checks.map(({ startedAt }) => startedAt);
          for (const from of starts)
            assert.ok(starts.filter((at) => at >= from && at < from + 60_000).length <= budget);
          assert.ok(stage.maxConcurrent <= 4);
          for (const { instanceId } of all) {
            const own = stage.checks.filter(({ key }) => key === instanceId);
            own.slice(1).forEach(({ startedAt }, index) => {
              const ended = own[index]?.endedAt;
              assert.ok(ended !== undefined && startedAt - ended >= 10_000);
            });
          }
          stage.poller.dispose();
          // Time for the answers that are still on their way.
          await stage.pass(3);
          assert.equal(stage.machine.timers, 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is spent evenly: 1,000 requests check 1,000 instances, and the work for each request stays small', async () => {
    const stage = new PollerStage();
    stage.poller.watch(instances(1_000));
    const before = stage.calls;
    await stage.pass(100);
    assert.equal(new Set(stage.checks.map(({ key }) => key)).size, stage.checks.length);
    assert.ok(stage.checks.length >= 980, `${stage.checks.length} were checked.`);
    const work = (stage.calls - before) / stage.checks.length;
    assert.ok(work < 40, `${work} calls for each request.`);
    await stage.pass(5);
    // Instances that are no longer watched leave the budget to others.
    stage.poller.watch([instance('i5')]);
    await stage.pass(60);
    assert.ok(stage.starts('i5').length >= 2);
  });

  it('goes to the front first, and the rest to the back', async () => {
    const stage = new PollerStage();
    stage.budget = 60;
    stage.reply = () => [status('SCAN_QR_CODE'), 50];
    const [front, back] = [instances(5, 'front'), instances(500, 'back')];
    stage.poller.watch(front, back);
    await stage.pass(100);
    for (const { instanceId } of front)
      assert.ok(
        stage.starts(`front\n${instanceId}`).length >= 8,
        stage.starts(`front\n${instanceId}`).join(),
      );
    const [all, others] = [stage.checks, stage.checks.filter(({ key }) => key.startsWith('back'))];
    assert.ok(all.length >= 98, 'The back uses what the front leaves.');
    assert.equal(new Set(others.map(({ key }) => key)).size, others.length);
  });

  it('goes to another front once the user looks at other instances', async () => {
    const stage = new PollerStage();
    stage.budget = 60;
    const [first, second, unwatched] = [instances(5, 'one'), instances(5, 'two'), instances(5, 'three')];
    stage.poller.watch(first, [...second, ...instances(500, 'back')]);
    stage.poller.setFront([...second, ...unwatched]);
    await stage.pass(100);
    const checked = (gateway: string): number =>
      stage.checks.filter(({ key }) => key.startsWith(gateway)).length;
    assert.ok(checked('two') >= 5 * 3, `${checked('two')}`);
    assert.ok(checked('one') <= 5, `${checked('one')}`);
    assert.equal(checked('three'), 0);
    stage.poller.dispose();
  });

  it('leaves half to the back even if the front could use all of it', async () => {
    const stage = new PollerStage();
    stage.budget = 60;
    stage.reply = () => [status('SCAN_QR_CODE'), 50];
    stage.poller.watch(instances(500, 'front'), instances(500, 'back'));
    await stage.pass(100);
    const others = stage.checks.filter(({ key }) => key.startsWith('back'));
    assert.ok(
      Math.abs(others.length - stage.checks.length / 2) <= 1,
      `${others.length} of ${stage.checks.length}`,
    );
    // Checks that the user asks for go first.
    const wanted = instance('i400', 'back');
    stage.poller.checkNow([wanted]);
    await stage.pass(1.1);
    assert.equal(stage.poller.get(wanted).status, 'SCAN_QR_CODE');
  });
});
