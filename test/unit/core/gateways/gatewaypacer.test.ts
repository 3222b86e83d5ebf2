import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/core/failures/failure';
import { GatewayPacer } from '../../../../src/core/gateways/gatewaypacer';

const limited: Failure = { kind: 'rateLimit', status: 429 };
const unreached: Failure = { kind: 'network' };
const refused: Failure = { kind: 'token', status: 401 };
const broken: Failure = { kind: 'unavailable', status: 503 };
const missing: Failure = { kind: 'instance', status: 404 };

/** A pacer with a clock that the test sets, in seconds. */
class Stage {
  now = 0;
  chance = 0;
  readonly pacer = new GatewayPacer({ elapsed: () => this.now * 1_000 }, () => this.chance);

  /** Makes a request that takes no time. */
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
  it('lets requests start at any time while the gateway answers, even if others are under way', () => {
    const { pacer, ...stage } = new Stage();
    for (let count = 0; count < 4; count++) pacer.start();
    assert.deepEqual([pacer.checkAt(), pacer.commandAt()], anytime);
    assert.equal(pacer.refusal, undefined);
    assert.equal(stage.now, 0);
  });

  it('waits after a 429 for the time in Retry-After', () => {
    const stage = new Stage();
    stage.request({ ...limited, retryAfterMs: 45_000 });
    assert.deepEqual(stage.next, [45, 45]);
  });

  it('waits 10, 20, 40 and then 60 s without Retry-After, with jitter', () => {
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

  it('counts the 429s of one burst once, and keeps the longest wait', () => {
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
    assert.deepEqual(stage.next, [60, 60], 'This is the second burst, not the fifth.');
  });

  it('lets requests start one at a time after a 429, until a later one is answered', () => {
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
    probe.answered(missing);
    stage.pacer.start();
    assert.deepEqual(stage.next, [11, 11]);
  });

  it('counts an abandoned request neither as answered nor as under way', () => {
    const stage = new Stage();
    stage.request(limited);
    stage.now = 10;
    const request = stage.pacer.start();
    request.abandoned();
    request.answered();
    assert.deepEqual(stage.next, [10, 10]);
    stage.pacer.start().answered({ kind: 'moved' });
    stage.request(limited);
    assert.deepEqual(stage.next, [30, 30], 'No request has succeeded since.');
  });

  it('counts a gateway as down after three requests in a row that don’t reach it: checks start one at a time, 10 s apart, and commands at once', () => {
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
    stage.request(missing);
    assert.deepEqual(stage.next, anytime, 'Any answer of the gateway shows that it is up.');
  });

  it('counts a gateway as down, too, if it or a firewall in front of it only reports errors', () => {
    for (const failure of [broken, { kind: 'firewall', status: 403 }] as const) {
      const stage = new Stage();
      for (let count = 0; count < 3; count++) stage.request(failure);
      assert.deepEqual(stage.next, [10, -Infinity]);
    }
  });

  it('learns nothing from a request that was given up', () => {
    const stage = new Stage();
    for (let count = 0; count < 2; count++) stage.request(unreached);
    for (let count = 0; count < 5; count++) stage.request({ kind: 'givenUp' });
    assert.deepEqual(stage.next, anytime);
    stage.request(unreached);
    assert.deepEqual(stage.next, [10, -Infinity]);
    stage.request({ kind: 'givenUp' });
    assert.deepEqual(stage.next, [10, -Infinity]);
  });

  for (const kind of ['token', 'credentials', 'address', 'redirect'] as const)
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

  it('doesn’t treat the refusal for one instance as a refusal for all', () => {
    const stage = new Stage();
    for (const kind of ['forbidden', 'instance', 'request'] as const) stage.request({ kind });
    assert.equal(stage.pacer.refusal, undefined);
    assert.deepEqual(stage.next, anytime);
  });

  it('retries on request if the gateway is down or has refused, but not during a rate limit', () => {
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

  it('doesn’t count the refusal of a request with the old token', () => {
    const stage = new Stage();
    const old = stage.pacer.start();
    stage.now = 1;
    stage.pacer.retryNow();
    old.answered(refused);
    assert.equal(stage.pacer.refusal, undefined);
    stage.request(refused);
    assert.deepEqual(stage.pacer.refusal, refused);
  });

  it('forgets everything on reset, and ignores later answers to earlier requests', () => {
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

  it('fires after the caller is done, once for changes at the same time', async () => {
    const { pacer } = new Stage();
    let fired = 0;
    pacer.onDidChange(() => fired++);
    const [first, second] = [pacer.start(), pacer.start()];
    assert.equal(fired, 0);
    first.answered();
    second.abandoned();
    assert.equal(fired, 0);
    await Promise.resolve();
    assert.equal(fired, 1);
    pacer.retryNow();
    await Promise.resolve();
    assert.equal(fired, 2);
  });
});
