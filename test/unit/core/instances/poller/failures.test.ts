import assert from 'node:assert/strict';
import type { Failure } from '../../../../../src/core/failures/failure';
import { PollerStage, failure, instance, instances, status } from './stage';

/** A stage on which the checks of one instance always fail. */
function failingStage(of: Failure): PollerStage {
  const stage = new PollerStage();
  stage.reply = ({ instanceId }) => [instanceId === 'bad' ? failure(of) : status('STARTING')];
  return stage;
}

describe('InstancePoller with failures', () => {
  it('keeps the last known status and says why the check failed', async () => {
    const stage = new PollerStage();
    stage.reply = (_, count) => [
      count === 2 ? failure({ kind: 'unavailable', status: 503 }) : status('STARTING'),
    ];
    stage.poller.watch([instance('a')]);
    await stage.pass(11);
    assert.equal(stage.known('a').status, 'STARTING');
    assert.deepEqual(stage.known('a').failure, { kind: 'unavailable', status: 503 });
    await stage.pass(10);
    assert.equal(stage.known('a').failure, undefined);
  });

  it('treats a request that throws as a network failure', async () => {
    const stage = new PollerStage();
    stage.reply = () => {
      throw new Error('broken');
    };
    stage.poller.watch([instance('a')]);
    await stage.pass(1);
    assert.deepEqual(stage.known('a').failure, { kind: 'network' });
  });

  for (const kind of ['network', 'unavailable', 'timeout', 'protocol'] as const)
    it(`backs off from an instance after ${kind}, but from no other`, async () => {
      const stage = failingStage({ kind });
      stage.poller.watch([instance('bad'), instance('good')]);
      await stage.pass(195);
      assert.deepEqual(stage.starts('bad').map(Math.floor), [0, 10, 30, 70, 130, 190]);
      assert.equal(stage.starts('good').length, 20);
    });

  for (const kind of ['forbidden', 'instance', 'request'] as const)
    it(`checks again 5 min after a refusal for ${kind}`, async () => {
      const stage = failingStage({ kind, status: 400 });
      stage.poller.watch([instance('bad')]);
      await stage.pass(299);
      assert.deepEqual(stage.starts(), [0]);
      await stage.pass(2);
      assert.deepEqual(stage.starts(), [0, 300]);
    });

  for (const kind of ['token', 'redirect'] as const)
    it(`checks one instance every 5 min if the gateway refuses for ${kind}, and shows that at all instances`, async () => {
      const stage = new PollerStage();
      stage.reply = ({ gateway }) => [gateway === '' ? failure({ kind }) : status('STARTING'), 50];
      stage.poller.watch([...instances(50), instance('good', 'other')]);
      await stage.pass(899);
      const own = stage.checks.filter(({ key }) => key !== 'other\ngood');
      assert.deepEqual(
        own.map(({ startedAt }) => Math.floor(startedAt / 1_000)),
        [0, 300, 600],
      );
      assert.ok(stage.starts('other\ngood').length > 50);
      assert.ok(instances(50).every((ref) => stage.poller.get(ref).failure?.kind === kind));
      assert.deepEqual(stage.poller.refusal(''), { kind });
      stage.poller.watch(instances(60));
      assert.equal(stage.known('i59').failure?.kind, kind);
    });

  it('checks the refused instances at once, and only those, when the token has changed', async () => {
    const stage = new PollerStage();
    let refused = true;
    stage.reply = ({ gateway }) => [
      refused && gateway === '' ? failure({ kind: 'token', status: 401 }) : status('WORKING'),
    ];
    stage.poller.watch([...instances(3), ...instances(3, 'other')]);
    await stage.pass(20);
    refused = false;
    stage.poller.retryRefused('');
    await stage.pass(1);
    assert.equal(stage.poller.refusal(''), undefined);
    assert.equal(stage.known('i2').status, 'WORKING');
    assert.equal(stage.checks.filter(({ key }) => key.startsWith('other')).length, 3);
  });

  it('continues once a pairing has found out that the gateway accepts the token', async () => {
    const stage = new PollerStage();
    let refused = true;
    stage.reply = () => [refused ? failure({ kind: 'token', status: 401 }) : status('WORKING')];
    stage.poller.watch(instances(3));
    await stage.pass(20);
    refused = false;
    stage.poller.setKnown(instance('i2'), 'WORKING');
    await stage.pass(1);
    assert.equal(stage.known('i1').status, 'WORKING');
    assert.equal(stage.poller.refusal(''), undefined);
  });

  it('no longer shows the refusal at any instance once the gateway has answered for one', async () => {
    const stage = new PollerStage();
    let refused = true;
    stage.reply = () => [refused ? failure({ kind: 'token', status: 401 }) : status('WORKING'), 50];
    const all = instances(100);
    stage.poller.watch(all);
    await stage.pass(20);
    const failing = (): number => all.filter((ref) => stage.poller.get(ref).failure).length;
    assert.equal(failing(), 100);
    refused = false;
    stage.poller.checkNow([instance('i7')]);
    assert.equal(failing(), 100);
    await stage.pass(0.2);
    assert.equal(failing(), 0);
    refused = true;
    stage.poller.checkNow([instance('i8')]);
    await stage.pass(30);
    assert.equal(failing(), 100);
    stage.poller.retryRefused('');
    assert.equal(failing(), 0);
  });

  it('treats an instance as gone if it isn’t found twice in a row, and reports the disconnect', async () => {
    const stage = new PollerStage();
    const gone = failure({ kind: 'instance', status: 404 });
    stage.reply = (_, count) => [count === 1 || count === 3 ? status('WORKING') : gone];
    stage.poller.watch([instance('a')]);
    await stage.pass(15);
    stage.poller.checkNow([instance('a')]);
    await stage.pass(1);
    assert.equal(stage.known('a').status, 'WORKING');
    assert.equal(stage.known('a').failure?.kind, 'instance');
    // It is checked again after 10 s, and not like a refused check after 5 min.
    await stage.pass(10);
    assert.equal(stage.known('a').failure, undefined);
    await stage.pass(31);
    assert.equal(stage.known('a').status, 'WORKING');
    assert.equal(stage.known('a').failure?.kind, 'instance');
    assert.equal(stage.disconnects.length, 0);
    await stage.pass(10);
    assert.equal(stage.known('a').status, undefined);
    assert.deepEqual(
      stage.disconnects.map(({ ref, before }) => [ref.instanceId, before.status]),
      [['a', 'WORKING']],
    );
    await stage.pass(600);
    assert.equal(stage.disconnects.length, 1);
  });

  it('checks again soon, but not before the end of a gateway’s refusal', async () => {
    const stage = new PollerStage();
    stage.reply = () => [failure({ kind: 'token', status: 401 })];
    stage.poller.watch(instances(20));
    await stage.pass(20);
    for (const ref of instances(20)) stage.poller.checkSoon([ref]);
    await stage.pass(200);
    assert.equal(stage.checks.length, 1);
  });

  it('ignores an answer to the old token once there is a new one', async () => {
    const stage = new PollerStage();
    stage.reply = (_, count) =>
      count === 1 ? [failure({ kind: 'token', status: 401 }), 5_000] : [status('WORKING')];
    stage.poller.watch([instance('a')]);
    await stage.pass(2);
    stage.poller.retryRefused('');
    assert.equal(stage.checks[0]?.aborted(), true);
    await stage.pass(11);
    assert.equal(stage.known('a').status, 'WORKING');
  });

  it('checks refused instances again when the user wants it', async () => {
    const stage = new PollerStage();
    let refused = true;
    stage.reply = () => [refused ? failure({ kind: 'token', status: 401 }) : status('WORKING')];
    stage.poller.watch(instances(2));
    await stage.pass(20);
    refused = false;
    stage.poller.checkNow([instance('i1')]);
    await stage.pass(1);
    assert.equal(stage.known('i1').status, 'WORKING');
    assert.equal(stage.poller.refusal(''), undefined);
  });

  it('sends no requests to a gateway during its rate limit', async () => {
    const stage = new PollerStage();
    stage.reply = ({ gateway, instanceId }, count) => [
      gateway === '' && instanceId === 'i0' && count === 1
        ? failure({ kind: 'rateLimit', status: 429, retryAfterMs: 45_000 })
        : status('STARTING'),
    ];
    stage.poller.watch([...instances(3), instance('i0', 'other')]);
    await stage.pass(44);
    // By the budget, the second and third check had not started when the answer came.
    assert.deepEqual(stage.starts('i1'), []);
    assert.equal(stage.starts('other\ni0').length, 5);
    stage.poller.checkNow(instances(3));
    await stage.pass(0.9);
    assert.deepEqual(stage.starts('i1'), []);
    await stage.pass(1);
    assert.deepEqual(stage.starts('i1'), [45.1]);
  });

  it('doesn’t wait at a new URL because of a rate limit of the old one', async () => {
    const stage = new PollerStage();
    stage.reply = ({ instanceId }, count) => [
      instanceId === 'i0' && count === 1
        ? failure({ kind: 'rateLimit', status: 429, retryAfterMs: 3_600_000 })
        : status('WORKING'),
    ];
    stage.poller.watch(instances(3));
    await stage.pass(30);
    assert.equal(stage.checks.length, 1);
    stage.poller.forgetGateway('');
    await stage.pass(20);
    assert.equal(stage.known('i2').status, 'WORKING');
  });

  it('doesn’t count a check of another window as an answer of the gateway', async () => {
    const stage = new PollerStage();
    stage.reply = ({ instanceId }) => [
      instanceId === 'i0' ? 'otherWindow' : failure({ kind: 'rateLimit', status: 429 }),
      500,
    ];
    stage.poller.watch(instances(2));
    await stage.pass(70);
    assert.deepEqual(stage.starts('i1').map(Math.floor), [0, 11, 32]);
    assert.ok(stage.starts('i0').length >= 3);
  });

  it('waits longer and longer during a rate limit, and sends one request at a time, until the gateway answers', async () => {
    const stage = new PollerStage();
    let limited = true;
    stage.reply = () => [limited ? failure({ kind: 'rateLimit', status: 429 }) : status('STARTING'), 500];
    stage.poller.watch(instances(20));
    await stage.pass(75);
    // The 429s of one burst count once.
    assert.deepEqual(
      stage.starts().map(Math.floor),
      [0, 0, 0, 0, 10, 31, 71].map((at) => at),
    );
    limited = false;
    await stage.pass(65);
    assert.equal(stage.known('i19').status, 'STARTING');
  });

  it('tries a gateway that is down with one instance at a time, until one gets through', async () => {
    const stage = new PollerStage();
    let down = true;
    stage.reply = ({ gateway }) =>
      gateway === '' && down ? [failure({ kind: 'timeout' }), 5_000] : [status('STARTING'), 50];
    stage.poller.watch([...instances(50), instance('good', 'other')]);
    await stage.pass(60);
    const own = stage.checks.filter(({ key }) => key !== 'other\ngood').map(({ startedAt }) => startedAt);
    assert.deepEqual(
      own.map((at) => Math.round(at / 1_000)),
      [0, 0, 0, 0, 5, 5, 20, 35, 50],
    );
    assert.equal(stage.starts('other\ngood').length, 6);
    down = false;
    await stage.pass(90);
    assert.ok(instances(50).every((ref) => stage.poller.get(ref).status === 'STARTING'));
  });

  it('tries a gateway that is down at once when the user wants it', async () => {
    const stage = new PollerStage();
    let down = true;
    stage.reply = () => [down ? failure({ kind: 'network' }) : status('STARTING')];
    stage.poller.watch(instances(10));
    await stage.pass(2);
    down = false;
    stage.poller.checkNow([instance('i9')]);
    await stage.pass(1);
    assert.equal(stage.known('i9').status, 'STARTING');
  });
});
