import assert from 'node:assert/strict';
import type { Failure } from '../../../../../src/core/failures/failure';
import { BoardStage, failure, instance, instances, status } from './stage';

/** A stage on which one instance always meets that trouble. */
function troubled(of: Failure): BoardStage {
  const stage = new BoardStage();
  stage.reply = ({ instanceId }) => [instanceId === 'bad' ? failure(of) : status('STARTING')];
  return stage;
}

describe('StatusBoard in trouble', () => {
  it('leaves the last known status standing and tells why the check failed', async () => {
    const stage = new BoardStage();
    stage.reply = (_, count) => [
      count === 2 ? failure({ kind: 'unavailable', status: 503 }) : status('STARTING'),
    ];
    stage.board.watch([instance('a')]);
    await stage.pass(11);
    assert.equal(stage.known('a').status, 'STARTING');
    assert.deepEqual(stage.known('a').failure, { kind: 'unavailable', status: 503 });
    await stage.pass(10);
    assert.equal(stage.known('a').failure, undefined);
  });

  it('takes a call that breaks for no gateway', async () => {
    const stage = new BoardStage();
    stage.reply = () => {
      throw new Error('broken');
    };
    stage.board.watch([instance('a')]);
    await stage.pass(1);
    assert.deepEqual(stage.known('a').failure, { kind: 'network' });
  });

  for (const kind of ['network', 'unavailable', 'timeout', 'protocol'] as const)
    it(`backs off from an instance that meets ${kind}, and from no other`, async () => {
      const stage = troubled({ kind });
      stage.board.watch([instance('bad'), instance('good')]);
      await stage.pass(195);
      assert.deepEqual(stage.starts('bad').map(Math.floor), [0, 10, 30, 70, 130, 190]);
      assert.equal(stage.starts('good').length, 20);
    });

  for (const kind of ['forbidden', 'instance', 'request'] as const)
    it(`asks again after 5 min what was refused for ${kind}`, async () => {
      const stage = troubled({ kind, status: 400 });
      stage.board.watch([instance('bad')]);
      await stage.pass(299);
      assert.deepEqual(stage.starts(), [0]);
      await stage.pass(2);
      assert.deepEqual(stage.starts(), [0, 300]);
    });

  for (const kind of ['token', 'redirect'] as const)
    it(`asks about one of a gateway that is refused for ${kind} every 5 min, and says so of all its instances`, async () => {
      const stage = new BoardStage();
      stage.reply = ({ gateway }) => [gateway === '' ? failure({ kind }) : status('STARTING'), 50];
      stage.board.watch([...instances(50), instance('good', 'other')]);
      await stage.pass(899);
      const own = stage.checks.filter(({ key }) => key !== 'other\ngood');
      assert.deepEqual(
        own.map(({ startedAt }) => Math.floor(startedAt / 1_000)),
        [0, 300, 600],
      );
      assert.ok(stage.starts('other\ngood').length > 50);
      assert.ok(instances(50).every((ref) => stage.board.get(ref).failure?.kind === kind));
      assert.deepEqual(stage.board.refusal(''), { kind });
      stage.board.watch(instances(60));
      assert.equal(stage.known('i59').failure?.kind, kind);
    });

  it('asks again at once what was refused when the token has changed, and only that', async () => {
    const stage = new BoardStage();
    let refused = true;
    stage.reply = ({ gateway }) => [
      refused && gateway === '' ? failure({ kind: 'token', status: 401 }) : status('WORKING'),
    ];
    stage.board.watch([...instances(3), ...instances(3, 'other')]);
    await stage.pass(20);
    refused = false;
    stage.board.forgive('');
    await stage.pass(1);
    assert.equal(stage.board.refusal(''), undefined);
    assert.equal(stage.known('i2').status, 'WORKING');
    assert.equal(stage.checks.filter(({ key }) => key.startsWith('other')).length, 3);
  });

  it('asks on where a pairing has found out that the token is taken', async () => {
    const stage = new BoardStage();
    let refused = true;
    stage.reply = () => [refused ? failure({ kind: 'token', status: 401 }) : status('WORKING')];
    stage.board.watch(instances(3));
    await stage.pass(20);
    refused = false;
    stage.board.learn(instance('i2'), 'WORKING');
    await stage.pass(1);
    assert.equal(stage.known('i1').status, 'WORKING');
    assert.equal(stage.board.refusal(''), undefined);
  });

  it('says of no instance any longer that its gateway is refused, once that has answered for one', async () => {
    const stage = new BoardStage();
    let refused = true;
    stage.reply = () => [refused ? failure({ kind: 'token', status: 401 }) : status('WORKING'), 50];
    const all = instances(100);
    stage.board.watch(all);
    await stage.pass(20);
    const saying = (): number => all.filter((ref) => stage.board.get(ref).failure).length;
    assert.equal(saying(), 100);
    refused = false;
    stage.board.checkNow([instance('i7')]);
    assert.equal(saying(), 100);
    await stage.pass(0.2);
    assert.equal(saying(), 0);
    refused = true;
    stage.board.checkNow([instance('i8')]);
    await stage.pass(30);
    assert.equal(saying(), 100);
    stage.board.forgive('');
    assert.equal(saying(), 0);
  });

  it('takes an instance for gone that isn’t there twice in a row, and tells that it was linked', async () => {
    const stage = new BoardStage();
    const gone = failure({ kind: 'instance', status: 404 });
    stage.reply = (_, count) => [count === 1 || count === 3 ? status('WORKING') : gone];
    const check = async (): Promise<void> => {
      await stage.pass(15);
      stage.board.checkNow([instance('a')]);
      await stage.pass(1);
    };
    stage.board.watch([instance('a')]);
    await check();
    assert.equal(stage.known('a').status, 'WORKING');
    assert.equal(stage.known('a').failure?.kind, 'instance');
    await check();
    assert.equal(stage.known('a').failure, undefined);
    await check();
    assert.equal(stage.known('a').status, 'WORKING');
    assert.equal(stage.drops.length, 0);
    await check();
    assert.equal(stage.known('a').status, undefined);
    assert.deepEqual(
      stage.drops.map(({ ref, before }) => [ref.instanceId, before.status]),
      [['a', 'WORKING']],
    );
    await check();
    assert.equal(stage.drops.length, 1);
  });

  it('asks again soon without taking a refused gateway for a better one', async () => {
    const stage = new BoardStage();
    stage.reply = () => [failure({ kind: 'token', status: 401 })];
    stage.board.watch(instances(20));
    await stage.pass(20);
    for (const ref of instances(20)) stage.board.checkSoon([ref]);
    await stage.pass(200);
    assert.equal(stage.checks.length, 1);
  });

  it('takes no answer for the new token’s that the old one got', async () => {
    const stage = new BoardStage();
    stage.reply = (_, count) =>
      count === 1 ? [failure({ kind: 'token', status: 401 }), 5_000] : [status('WORKING')];
    stage.board.watch([instance('a')]);
    await stage.pass(2);
    stage.board.forgive('');
    assert.equal(stage.checks[0]?.aborted(), true);
    await stage.pass(11);
    assert.equal(stage.known('a').status, 'WORKING');
  });

  it('asks again what was refused when the user wants it', async () => {
    const stage = new BoardStage();
    let refused = true;
    stage.reply = () => [refused ? failure({ kind: 'token', status: 401 }) : status('WORKING')];
    stage.board.watch(instances(2));
    await stage.pass(20);
    refused = false;
    stage.board.checkNow([instance('i1')]);
    await stage.pass(1);
    assert.equal(stage.known('i1').status, 'WORKING');
    assert.equal(stage.board.refusal(''), undefined);
  });

  it('leaves a whole gateway alone for as long as its gateway wants', async () => {
    const stage = new BoardStage();
    stage.reply = ({ gateway, instanceId }, count) => [
      gateway === '' && instanceId === 'i0' && count === 1
        ? failure({ kind: 'rateLimit', status: 429, retryAfterMs: 45_000 })
        : status('STARTING'),
    ];
    stage.board.watch([...instances(3), instance('i0', 'other')]);
    await stage.pass(44);
    // The second and third had started when the answer came, or had not: by the budget they had not.
    assert.deepEqual(stage.starts('i1'), []);
    assert.equal(stage.starts('other\ni0').length, 5);
    stage.board.checkNow(instances(3));
    await stage.pass(0.9);
    assert.deepEqual(stage.starts('i1'), []);
    await stage.pass(1);
    assert.deepEqual(stage.starts('i1'), [45.1]);
  });

  it('doesn’t have the gateway in a gateway’s new place wait for what the one before wanted', async () => {
    const stage = new BoardStage();
    stage.reply = ({ instanceId }, count) => [
      instanceId === 'i0' && count === 1
        ? failure({ kind: 'rateLimit', status: 429, retryAfterMs: 3_600_000 })
        : status('WORKING'),
    ];
    stage.board.watch(instances(3));
    await stage.pass(30);
    assert.equal(stage.checks.length, 1);
    stage.board.forgetAll('');
    await stage.pass(20);
    assert.equal(stage.known('i2').status, 'WORKING');
  });

  it('takes a check that another window makes for no sign that the gateway gives in', async () => {
    const stage = new BoardStage();
    stage.reply = ({ instanceId }) => [
      instanceId === 'i0' ? 'elsewhere' : failure({ kind: 'rateLimit', status: 429 }),
      500,
    ];
    stage.board.watch(instances(2));
    await stage.pass(70);
    assert.deepEqual(stage.starts('i1').map(Math.floor), [0, 11, 32]);
    assert.ok(stage.starts('i0').length >= 3);
  });

  it('slows down more and more, and asks one at a time, until the gateway gives in', async () => {
    const stage = new BoardStage();
    let limited = true;
    stage.reply = () => [limited ? failure({ kind: 'rateLimit', status: 429 }) : status('STARTING'), 500];
    stage.board.watch(instances(20));
    await stage.pass(75);
    // Those that were under way already don't count as more wishes.
    assert.deepEqual(
      stage.starts().map(Math.floor),
      [0, 0, 0, 0, 10, 31, 71].map((at) => at),
    );
    limited = false;
    await stage.pass(65);
    assert.equal(stage.known('i19').status, 'STARTING');
  });

  it('tries a gateway that is down with one instance at a time, until one gets through', async () => {
    const stage = new BoardStage();
    let down = true;
    stage.reply = ({ gateway }) =>
      gateway === '' && down ? [failure({ kind: 'timeout' }), 5_000] : [status('STARTING'), 50];
    stage.board.watch([...instances(50), instance('good', 'other')]);
    await stage.pass(60);
    const mine = stage.checks.filter(({ key }) => key !== 'other\ngood').map(({ startedAt }) => startedAt);
    assert.deepEqual(
      mine.map((at) => Math.round(at / 1_000)),
      [0, 0, 0, 0, 5, 5, 20, 35, 50],
    );
    assert.equal(stage.starts('other\ngood').length, 6);
    down = false;
    await stage.pass(90);
    assert.ok(instances(50).every((ref) => stage.board.get(ref).status === 'STARTING'));
  });

  it('tries a gateway that is down at once when the user wants it', async () => {
    const stage = new BoardStage();
    let down = true;
    stage.reply = () => [down ? failure({ kind: 'network' }) : status('STARTING')];
    stage.board.watch(instances(10));
    await stage.pass(2);
    down = false;
    stage.board.checkNow([instance('i9')]);
    await stage.pass(1);
    assert.equal(stage.known('i9').status, 'STARTING');
  });
});
