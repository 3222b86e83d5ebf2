import { LearnedLives } from '../../../src/core/code/codelives';
import type { Answer } from '../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { PairingRunner } from '../../../src/core/pairing/runner';
import type { PairingClient } from '../../../src/core/gateways/client';
import { PairingLock, reloadTime } from '../../../src/pairing/pairinglock';
import { steadyClock } from '../../../src/core/time/clock';
import type { Disposable } from '../../../src/core/events/emitter';
import { Pace } from '../../../src/core/gateways/instancepace';
import { LivePairing } from '../../../src/pairing/livepairing';
import { checkInterval } from '../../../src/platform/locks/lock';
import type { HeldLock, OthersLock } from '../../../src/platform/locks/locks';
import { staleTime } from '../../../src/platform/locks/thiswindow';
import type { PhoneNumberForm } from '../../../src/pairing/panel/phonenumberform';
import type { Surface } from '../../../src/pairing/surfaces/surface';
import { english } from '../fakes/english';
import { FakeGateway } from '../fakes/gateway';
import { FakeHeldLock, FakeOthersLock } from '../fakes/locks';
import { FakeMachine } from '../fakes/machine';

const working: Answer = { kind: 'status', status: 'WORKING' };
const numberForm = {
  onSend: () => ({ dispose: () => undefined }),
  onDidChange: () => ({ dispose: () => undefined }),
  follow: () => undefined,
} as unknown as PhoneNumberForm;

const surface: Surface = {
  kind: 'panel',
  visible: true,
  column: undefined,
  onIntent: never,
  onDidChangeVisibility: never,
  onDidActivate: never,
  onDidClose: never,
  show: () => undefined,
  reveal: () => undefined,
  close: () => undefined,
};

/** An event that never fires. */
function never(): Disposable {
  return { dispose: () => undefined };
}

/** A pairing that waits for its lock until a test grants or refuses it. */
class Stage {
  readonly machine = new FakeMachine();
  readonly clock = steadyClock(this.machine);
  readonly gateway: FakeGateway;
  readonly pairing: LivePairing;
  readonly events: string[] = [];
  restored = false;
  answer: (claim: HeldLock | OthersLock) => void = () => undefined;

  constructor(...script: readonly Answer[]) {
    const ref = { gateway: '', instanceId: 'INSTANCE0001' };
    this.gateway = new FakeGateway(this.clock, ...script);
    this.pairing = new LivePairing(ref, { clock: this.clock, t: english, numberForm, hideCode: () => 'off' });
    this.pairing.attach(surface);
    this.begin();
  }

  begin(): void {
    const { clock, gateway: client, pairing } = this;
    const lock = new PairingLock(clock, this.restored);
    const gateway = {
      name: '',
      kind: 'wawp' as const,
      credentials: 'body' as const,
      endpoint: { base: 'https://gateway.example', origin: 'https://gateway.example' },
    };
    const parts = {
      client: lock.guard(client, new Pace(clock), () => Promise.resolve()),
      clock,
      pace: new Pace(clock),
      note: () => undefined,
      chance: () => 0,
      interval: () => 6_000,
      learned: new LearnedLives(),
    };
    const runner = new PairingRunner(parts);
    pairing.run(runner, gateway);
    lock.begin(runner, new Promise((resolve) => (this.answer = resolve)), {
      locked: () => this.events.push('locked'),
      released: (own) => this.events.push(own ? 'freed, own' : 'freed'),
    });
  }

  get headline(): string {
    return this.pairing.panelView(this.clock.now()).headline;
  }

  get details(): string {
    return this.pairing.panelView(this.clock.now()).details.join(' ');
  }
}

describe('a pairing under a lock', () => {
  it('is shown at once, and sends requests when it has the lock', async () => {
    const stage = new Stage();
    await stage.machine.pass(3_000);
    assert.equal(stage.headline, 'Requesting a code…');
    assert.equal(stage.pairing.running, true);
    assert.deepEqual(stage.gateway.log, []);
    stage.answer(new FakeHeldLock());
    await stage.machine.pass(0);
    assert.deepEqual(stage.gateway.log.slice(0, 1), ['qr 3']);
  });

  it('sends nothing if another window has the lock, and shows which', async () => {
    const stage = new Stage();
    await stage.machine.pass(10);
    stage.answer(new FakeOthersLock('acme'));
    await stage.machine.pass(60_000);
    assert.deepEqual(stage.gateway.log, []);
    assert.equal(stage.headline, 'Locked by another window');
    assert.match(stage.details, /The window “acme” is pairing this instance\./);
    assert.equal(stage.pairing.running, false);
    assert.equal(stage.pairing.statusView(stage.clock.now())?.text, 'Locked by another window');
    assert.deepEqual(stage.events, ['locked']);
    assert.equal(stage.machine.timers, 0);
  });

  it('follows which window has the lock, and offers to pair here when no window has it', async () => {
    const stage = new Stage();
    const others = new FakeOthersLock('acme');
    stage.answer(others);
    await stage.machine.pass(10);
    others.setHolder('other');
    assert.match(stage.details, /“other”/);
    others.setHolder(undefined);
    assert.equal(stage.headline, 'No longer locked by another window');
    assert.equal(stage.pairing.statusView(stage.clock.now())?.click, 'pairHere');
  });

  it('ends when the lock is lost: the open request is cancelled, and no other follows', async () => {
    const stage = new Stage();
    const lock = new FakeHeldLock();
    stage.answer(lock);
    await stage.machine.pass(100);
    lock.lose(new FakeOthersLock('other'));
    assert.equal(stage.gateway.lastRequest.signal.aborted, true);
    await stage.machine.pass(120_000);
    assert.equal(stage.gateway.requests.length, 1);
    assert.match(stage.details, /“other”/);
  });

  it('releases the lock when it is stopped, and only then', async () => {
    const stage = new Stage();
    const lock = new FakeHeldLock();
    stage.answer(lock);
    await stage.machine.pass(100);
    assert.equal(lock.releases, 0);
    stage.pairing.stop();
    assert.equal(lock.releases, 1);
  });

  it('keeps the lock until the link is confirmed', async () => {
    const named: Answer = { kind: 'status', status: 'WORKING', account: { name: 'John Doe' } };
    const stage = new Stage(working, named);
    const lock = new FakeHeldLock();
    stage.answer(lock);
    await stage.machine.pass(100);
    assert.equal(stage.pairing.state.phase.kind, 'linked');
    await stage.machine.pass(10_000);
    assert.deepEqual(stage.gateway.log, ['qr 0', 'session 0', 'session 10']);
    assert.equal(lock.releases, 0);
    stage.gateway.lastRequest.answer(named);
    await stage.machine.pass(0);
    assert.equal(lock.releases, 1);
  });

  it('releases a lock that it gets too late', async () => {
    const stage = new Stage();
    stage.pairing.stop();
    const [lock, others] = [new FakeHeldLock(), new FakeOthersLock('acme')];
    stage.answer(lock);
    stage.begin();
    stage.pairing.stop();
    stage.answer(others);
    await stage.machine.pass(100);
    assert.equal(lock.releases, 1);
    assert.equal(others.disposed, true);
    assert.equal(stage.headline, 'Pairing stopped');
  });

  it('no longer follows the lock once the user stops it', async () => {
    const stage = new Stage();
    const others = new FakeOthersLock('acme');
    stage.answer(others);
    await stage.machine.pass(100);
    stage.pairing.stop();
    assert.equal(others.disposed, true);
    assert.equal(stage.headline, 'Pairing stopped');
  });

  it('can start again after another window had the lock', async () => {
    const stage = new Stage();
    const others = new FakeOthersLock('acme');
    stage.answer(others);
    await stage.machine.pass(100);
    stage.begin();
    stage.answer(new FakeHeldLock());
    await stage.machine.pass(100);
    assert.equal(others.disposed, true);
    assert.deepEqual(
      stage.gateway.requests.map(({ request }) => request),
      ['qr'],
    );
    assert.equal(stage.headline, 'Requesting a code…');
  });

  it('waits once for the rest of the 5 s since another window’s request', async () => {
    const stage = new Stage();
    const lock = new FakeHeldLock(4_000);
    stage.answer(lock);
    await stage.machine.pass(3_900);
    assert.deepEqual([stage.gateway.log, lock.notedRequests], [[], 0]);
    await stage.machine.pass(200);
    // Beside a request that is open for 2 s the session is checked; here both have waited for the lock.
    assert.deepEqual([stage.gateway.log, lock.notedRequests], [['qr 4', 'session 4'], 2]);
  });

  it('leaves no timer when it is stopped while it waits', async () => {
    const stage = new Stage();
    stage.answer(new FakeHeldLock(4_000));
    await stage.machine.pass(1_000);
    stage.pairing.stop();
    await stage.machine.pass(0);
    assert.equal(stage.machine.timers, 0);
    await stage.machine.pass(10_000);
    assert.deepEqual(stage.gateway.log, []);
  });
});

describe('a client under a lock', () => {
  const sent: Answer = { kind: 'status', status: 'WORKING' };
  const notSent: Answer = { kind: 'failure', failure: { kind: 'network' } };
  let machine: FakeMachine;
  let gateway: FakeGateway;
  let answer: (claim: HeldLock | OthersLock) => void;
  let client: PairingClient;
  let abort: AbortController;
  let ready: Promise<void>;

  beforeEach(() => {
    machine = new FakeMachine();
    abort = new AbortController();
    ready = Promise.resolve();
    const clock = steadyClock(machine);
    const lock = new PairingLock(clock, false);
    gateway = new FakeGateway(clock, sent, sent, sent);
    client = lock.guard(gateway, new Pace(clock), () => ready);
    const runner = { onDidChange: never, lock: () => undefined };
    const claim = new Promise<HeldLock | OthersLock>((resolve) => (answer = resolve));
    lock.begin(runner, claim, { locked: () => undefined, released: () => undefined });
  });

  it('sends each request after it is noted', async () => {
    const lock = new FakeHeldLock();
    answer(lock);
    for (let requests = 1; requests <= 3; requests++) {
      assert.deepEqual(await client.request('qr', abort.signal), sent);
      assert.deepEqual([gateway.requests.length, lock.notedRequests], [requests, requests]);
    }
    assert.equal(machine.timers, 0);
  });

  it('notes a request only when it can leave at once', async () => {
    const lock = new FakeHeldLock();
    answer(lock);
    let begin = (): void => undefined;
    ready = new Promise((resolve) => (begin = resolve));
    const request = client.request('qr', abort.signal);
    await machine.pass(1_000);
    assert.deepEqual([gateway.requests, lock.notedRequests], [[], 0]);
    begin();
    assert.deepEqual(await request, sent);
    assert.equal(lock.notedRequests, 1);
  });

  it('waits once, from the claim on, even if the clock is set', async () => {
    answer(new FakeHeldLock(5_000));
    await machine.pass(2_000);
    const both = Promise.all([client.request('qr', abort.signal), client.request('session', abort.signal)]);
    machine.jump(3_600_000);
    await machine.pass(2_900);
    assert.deepEqual(gateway.requests, []);
    await machine.pass(200);
    assert.deepEqual(await both, [sent, sent]);
    assert.deepEqual(await client.request('qr', abort.signal), sent);
  });

  it('sends nothing after the lock is lost, even if that isn’t noticed yet', async () => {
    const lock = new FakeHeldLock();
    answer(lock);
    lock.isLost = true;
    assert.deepEqual(await client.request('qr', abort.signal), notSent);
    assert.deepEqual(gateway.requests, []);
  });

  it('sends nothing when the lock is lost while it waits', async () => {
    const lock = new FakeHeldLock(5_000);
    answer(lock);
    const request = client.request('qr', abort.signal);
    await machine.pass(1_000);
    lock.lose(new FakeOthersLock('other'));
    await machine.pass(5_000);
    assert.deepEqual(await request, notSent);
    assert.deepEqual([gateway.requests, lock.notedRequests], [[], 0]);
  });

  it('sends nothing if another window has the lock', async () => {
    answer(new FakeOthersLock('other'));
    assert.deepEqual(await client.request('qr', abort.signal), notSent);
    assert.deepEqual(gateway.requests, []);
  });

  it('stops waiting for the claim when the request is aborted', async () => {
    const request = client.request('qr', abort.signal);
    abort.abort();
    assert.deepEqual(await request, notSent);
    assert.deepEqual(await client.request('qr', abort.signal), notSent);
    assert.deepEqual(gateway.requests, []);
  });

  it('stops waiting for the 5 s when the request is aborted', async () => {
    const lock = new FakeHeldLock(5_000);
    answer(lock);
    const request = client.request('qr', abort.signal);
    await machine.pass(1_000);
    abort.abort();
    assert.deepEqual(await request, notSent);
    assert.deepEqual([gateway.requests, lock.notedRequests], [[], 0]);
  });

  it('sends nothing when the request is aborted while it is noted', async () => {
    const lock = new FakeHeldLock();
    lock.noteRequest = () => {
      abort.abort();
      return Promise.resolve(true);
    };
    answer(lock);
    assert.deepEqual(await client.request('qr', abort.signal), notSent);
    assert.deepEqual(gateway.requests, []);
  });
});

describe('a pairing that was restored after a reload of the window', () => {
  async function eventsAfter(where: string | undefined, after: number): Promise<readonly string[]> {
    const stage = new Stage();
    stage.restored = true;
    stage.begin();
    const others = new FakeOthersLock('acme');
    stage.answer(others);
    await stage.machine.pass(after);
    others.setHolder(where);
    return stage.events;
  }

  it('continues when the window before the reload has released the lock', async () => {
    assert.deepEqual(await eventsAfter(undefined, 800), ['locked', 'freed, own']);
  });

  it('continues if the previous extension host was killed, even if that is noticed late', async () => {
    assert.deepEqual(await eventsAfter(undefined, staleTime + 2 * checkInterval), ['locked', 'freed, own']);
  });

  it('waits for the user if another window has the lock, or had it for long', async () => {
    assert.deepEqual(await eventsAfter('other', 800), ['locked']);
    assert.deepEqual(await eventsAfter(undefined, reloadTime), ['locked', 'freed']);
  });
});
