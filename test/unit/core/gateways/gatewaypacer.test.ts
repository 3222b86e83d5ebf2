import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/core/failures/failure';
import { GatewayPacer } from '../../../../src/core/gateways/gatewaypacer';

const limited: Failure = { kind: 'rateLimit', status: 429 };
const unreached: Failure = { kind: 'network' };
const refused: Failure = { kind: 'token', status: 401 };
const broken: Failure = { kind: 'unavailable', status: 503 };

/** A pacer whose time is set by hand, in seconds. */
class Stage {
  now = 0;
  chance = 0;
  readonly pacer = new GatewayPacer({ elapsed: () => this.now * 1_000 }, () => this.chance);

  /** A request that takes no time. */
  request(failure?: Failure): void {
    this.pacer.start().answered(failure);
  }

  /** When the next check and the next command may start, in seconds. */
  get next(): readonly [check: number, command: number] {
    return [this.pacer.checkAt() / 1_000, this.pacer.commandAt() / 1_000];
  }
}

const anytime = [-Infinity, -Infinity];

describe('GatewayPacer', () => {
  it('lets requests start at any time while the gateway answers, whatever is under way', () => {
    const { pacer, ...stage } = new Stage();
    for (let count = 0; count < 4; count++) pacer.start();
    assert.deepEqual([pacer.checkAt(), pacer.commandAt()], anytime);
    assert.equal(pacer.refusal, undefined);
    assert.equal(stage.now, 0);
  });

  it('rests after a 429 for as long as the gateway says', () => {
    const stage = new Stage();
    stage.request({ ...limited, retryAfterMs: 45_000 });
    assert.deepEqual(stage.next, [45, 45]);
  });

  it('rests 10, 20, 40 and then 60 s where the gateway doesn’t say how long, with a jitter', () => {
    const stage = new Stage();
    for (const rest of [10, 20, 40, 60, 60]) {
      stage.request(limited);
      assert.deepEqual(stage.next, [stage.now + rest, stage.now + rest]);
      stage.now += rest;
    }
    stage.chance = 0.5;
    stage.request(limited);
    assert.deepEqual(stage.next, [stage.now + 63, stage.now + 63]);
  });

  it('counts the 429s of one burst once, and keeps the longest rest', () => {
    const stage = new Stage();
    const burst = [1, 2, 3, 4].map(() => stage.pacer.start());
    const rests = [undefined, 30_000, undefined, 5_000];
    burst.forEach((request, index) => {
      stage.now = 1 + index / 10;
      const retryAfterMs = rests[index];
      request.answered(retryAfterMs === undefined ? limited : { ...limited, retryAfterMs });
    });
    assert.deepEqual(stage.next, [31.1, 31.1]);
    stage.now = 40;
    stage.request(limited);
    assert.deepEqual(stage.next, [60, 60], 'It is the second burst, not the fifth.');
  });

  it('lets requests start one at a time after a 429, until one that started since is answered', () => {
    const stage = new Stage();
    const before = stage.pacer.start();
    stage.now = 1;
    stage.request(limited);
    assert.deepEqual(stage.next, [Infinity, Infinity]);
    before.answered();
    assert.deepEqual(stage.next, [11, 11]);
    stage.now = 11;
    const probe = stage.pacer.start();
    assert.deepEqual(stage.next, [Infinity, Infinity]);
    probe.answered(broken);
    stage.pacer.start();
    assert.deepEqual(stage.next, [11, 11]);
  });

  it('counts what is given up as neither an answer nor under way', () => {
    const stage = new Stage();
    stage.request(limited);
    stage.now = 10;
    const request = stage.pacer.start();
    request.abandoned();
    request.answered();
    assert.deepEqual(stage.next, [10, 10]);
    stage.pacer.start().answered({ kind: 'moved' });
    stage.request(limited);
    assert.deepEqual(stage.next, [30, 30], 'Nothing has gone well since.');
  });

  it('counts a gateway as down that three requests in a row don’t reach: checks start one at a time, 10 s apart, commands at once', () => {
    const stage = new Stage();
    stage.request(unreached);
    stage.request({ kind: 'timeout' });
    assert.deepEqual(stage.next, anytime);
    stage.request({ kind: 'certificate' });
    assert.deepEqual(stage.next, [10, -Infinity]);
    stage.now = 10;
    const probe = stage.pacer.start();
    assert.deepEqual(stage.next, [Infinity, -Infinity]);
    stage.now = 15;
    probe.answered({ kind: 'proxy', status: 407 });
    assert.deepEqual(stage.next, [25, -Infinity]);
    stage.request(broken);
    assert.deepEqual(stage.next, anytime, 'An answer of any kind shows that it is up.');
  });

  for (const kind of ['token', 'redirect'] as const)
    it(`knows that a gateway refuses every request for ${kind}, and lets a check try again after 5 min`, () => {
      const stage = new Stage();
      stage.request({ kind });
      assert.deepEqual(stage.pacer.refusal, { kind });
      assert.equal(stage.pacer.checkAt(), 300_000);
      stage.now = 300;
      const probe = stage.pacer.start();
      assert.equal(stage.pacer.checkAt(), Infinity);
      probe.answered(broken);
      assert.deepEqual(stage.pacer.refusal, { kind });
      assert.equal(stage.pacer.checkAt(), 600_000);
      stage.request();
      assert.equal(stage.pacer.refusal, undefined);
      assert.deepEqual(stage.next, anytime);
    });

  it('takes what one instance is refused for no refusal of the gateway', () => {
    const stage = new Stage();
    for (const kind of ['forbidden', 'instance', 'request'] as const) stage.request({ kind });
    assert.equal(stage.pacer.refusal, undefined);
    assert.deepEqual(stage.next, anytime);
  });

  it('tries a gateway at once that is down or has refused when told to, but not one that rests', () => {
    const stage = new Stage();
    for (let count = 0; count < 3; count++) stage.request(unreached);
    stage.pacer.retryNow();
    assert.deepEqual(stage.next, anytime);
    stage.request(refused);
    stage.pacer.retryNow();
    assert.equal(stage.pacer.refusal, undefined);
    assert.deepEqual(stage.next, anytime);
    stage.request(limited);
    stage.pacer.retryNow();
    assert.deepEqual(stage.next, [10, 10]);
  });

  it('doesn’t count a refusal of what was sent with the old token', () => {
    const stage = new Stage();
    const old = stage.pacer.start();
    stage.now = 1;
    stage.pacer.retryNow();
    old.answered(refused);
    assert.equal(stage.pacer.refusal, undefined);
    stage.request(refused);
    assert.deepEqual(stage.pacer.refusal, refused);
  });

  it('forgets all that the gateway said once it has another URL, and what it still answers', () => {
    const stage = new Stage();
    for (let count = 0; count < 3; count++) stage.request(unreached);
    stage.request(refused);
    stage.request({ ...limited, retryAfterMs: 3_600_000 });
    const old = stage.pacer.start();
    stage.pacer.reset();
    assert.equal(stage.pacer.refusal, undefined);
    assert.deepEqual(stage.next, anytime);
    old.answered({ ...limited, retryAfterMs: 3_600_000 });
    assert.deepEqual(stage.next, anytime);
  });

  it('tells once the work at hand is done, once for all changes of one go', async () => {
    const { pacer } = new Stage();
    let told = 0;
    pacer.onDidChange(() => told++);
    const [first, second] = [pacer.start(), pacer.start()];
    assert.equal(told, 0);
    first.answered();
    second.abandoned();
    assert.equal(told, 0);
    await Promise.resolve();
    assert.equal(told, 1);
    pacer.retryNow();
    await Promise.resolve();
    assert.equal(told, 2);
  });
});
