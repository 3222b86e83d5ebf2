import type { Answer } from '../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { PairingRunner } from '../../../src/core/pairing/runner';
import { PairingLock, reloadTime } from '../../../src/pairing/pairinglock';
import { steadyClock } from '../../../src/core/time/clock';
import type { Disposable } from '../../../src/core/events/emitter';
import { Pace } from '../../../src/core/gateways/instancepace';
import { InstancePairing } from '../../../src/pairing/instancepairing';
import type { Elsewhere, Lease } from '../../../src/platform/locks/leases';
import { staleTime } from '../../../src/platform/locks/leases';
import { beat } from '../../../src/platform/locks/lookout';
import type { PhoneNumberForm } from '../../../src/pairing/phonenumberform';
import type { Surface } from '../../../src/pairing/surface';
import { english } from '../fakes/english';
import { FakeGateway } from '../fakes/gateway';
import { FakeElsewhere, FakeLease } from '../fakes/leases';
import { FakeMachine } from '../fakes/machine';

const working: Answer = { kind: 'status', status: 'WORKING' };
const phone = {
  onAsk: () => ({ dispose: () => undefined }),
  onDidChange: () => ({ dispose: () => undefined }),
  follow: () => undefined,
} as unknown as PhoneNumberForm;

const surface: Surface = {
  ...{ kind: 'panel', visible: true, column: undefined },
  ...{ onIntent: never, onDidChangeVisibility: never, onDidActivate: never, onDidClose: never },
  ...{ show: () => undefined, reveal: () => undefined, close: () => undefined },
};

/** An event that doesn't come. */
function never(): Disposable {
  return { dispose: () => undefined };
}

/** An attempt that waits for its lease until that is granted or refused. */
class Stage {
  readonly machine = new FakeMachine();
  readonly clock = steadyClock(this.machine);
  readonly gateway: FakeGateway;
  readonly pairing: InstancePairing;
  readonly told: string[] = [];
  restored = false;
  answer: (claim: Lease | Elsewhere) => void = () => undefined;

  constructor(...script: readonly Answer[]) {
    const ref = { gateway: '', instanceId: 'INSTANCE0001' };
    this.gateway = new FakeGateway(this.clock, ...script);
    this.pairing = new InstancePairing(ref, undefined, this.clock, english, phone, () => 'off');
    this.pairing.attach(surface);
    this.begin();
  }

  begin(): void {
    const { clock, gateway: client, pairing } = this;
    const lock = new PairingLock(clock, this.restored);
    const gateway = {
      ...{ name: '', kind: 'wawp' as const, credentials: 'body' as const },
      endpoint: { base: 'https://gateway.example', origin: 'https://gateway.example' },
    };
    const parts = {
      ...{ client: lock.guard(client), clock, pace: new Pace(clock), note: () => undefined },
      ...{ chance: () => 0, interval: () => 6_000 },
    };
    const runner = new PairingRunner(parts);
    pairing.start(runner, gateway);
    lock.begin(runner, new Promise((resolve) => (this.answer = resolve)), {
      locked: () => this.told.push('locked'),
      freed: (own) => this.told.push(own ? 'freed, own' : 'freed'),
    });
  }

  get headline(): string {
    return this.pairing.panelView(this.clock.now()).headline;
  }

  get details(): string {
    return this.pairing.panelView(this.clock.now()).details.join(' ');
  }
}

describe('an attempt under a lease', () => {
  it('is shown at once, and calls once it has the lease', async () => {
    const stage = new Stage();
    await stage.machine.pass(3_000);
    assert.equal(stage.headline, 'Asking for a code…');
    assert.equal(stage.pairing.running, true);
    assert.deepEqual(stage.gateway.log, []);
    stage.answer(new FakeLease());
    await stage.machine.pass(0);
    assert.deepEqual(stage.gateway.log, ['qr 3']);
  });

  it('calls nothing where another window has it, and says where that is', async () => {
    const stage = new Stage();
    await stage.machine.pass(10);
    stage.answer(new FakeElsewhere('acme'));
    await stage.machine.pass(60_000);
    assert.deepEqual(stage.gateway.log, []);
    assert.equal(stage.headline, 'Locked by another window');
    assert.match(stage.details, /The window “acme” is pairing this instance\./);
    assert.equal(stage.pairing.running, false);
    assert.equal(stage.pairing.view(stage.clock.now())?.text, 'Locked by another window');
    assert.deepEqual(stage.told, ['locked']);
    assert.equal(stage.machine.timers, 0);
  });

  it('follows where it goes, and offers itself once it goes on nowhere', async () => {
    const stage = new Stage();
    const elsewhere = new FakeElsewhere('acme');
    stage.answer(elsewhere);
    await stage.machine.pass(10);
    elsewhere.become('other');
    assert.match(stage.details, /“other”/);
    elsewhere.become(undefined);
    assert.equal(stage.headline, 'No longer locked by another window');
    assert.equal(stage.pairing.view(stage.clock.now())?.click, 'pairHere');
  });

  it('ends when the lease is lost: an open call is given up and none follows', async () => {
    const stage = new Stage();
    const lease = new FakeLease();
    stage.answer(lease);
    await stage.machine.pass(100);
    lease.lost.fire(new FakeElsewhere('other'));
    assert.equal(stage.gateway.lastCall.signal.aborted, true);
    await stage.machine.pass(120_000);
    assert.equal(stage.gateway.requests.length, 1);
    assert.match(stage.details, /“other”/);
  });

  it('gives the lease back when it is stopped, and only then', async () => {
    const stage = new Stage();
    const lease = new FakeLease();
    stage.answer(lease);
    await stage.machine.pass(100);
    assert.equal(lease.releases, 0);
    stage.pairing.stop();
    assert.equal(lease.releases, 1);
  });

  it('keeps the lease until the linked account is known', async () => {
    const stage = new Stage(working);
    const lease = new FakeLease();
    stage.answer(lease);
    await stage.machine.pass(100);
    assert.equal(stage.pairing.state.phase.kind, 'linked');
    assert.equal(lease.releases, 0);
    stage.gateway.lastCall.answer({ kind: 'status', status: 'WORKING', account: { name: 'John Doe' } });
    await stage.machine.pass(0);
    assert.equal(lease.releases, 1);
  });

  it('gives back what it is granted too late', async () => {
    const stage = new Stage();
    stage.pairing.stop();
    const [lease, elsewhere] = [new FakeLease(), new FakeElsewhere('acme')];
    stage.answer(lease);
    stage.begin();
    stage.pairing.stop();
    stage.answer(elsewhere);
    await stage.machine.pass(100);
    assert.equal(lease.releases, 1);
    assert.equal(elsewhere.disposed, true);
    assert.equal(stage.headline, 'Pairing stopped');
  });

  it('follows nothing any more once the user stops it', async () => {
    const stage = new Stage();
    const elsewhere = new FakeElsewhere('acme');
    stage.answer(elsewhere);
    await stage.machine.pass(100);
    stage.pairing.stop();
    assert.equal(elsewhere.disposed, true);
    assert.equal(stage.headline, 'Pairing stopped');
  });

  it('begins again in the place of what was elsewhere', async () => {
    const stage = new Stage();
    const elsewhere = new FakeElsewhere('acme');
    stage.answer(elsewhere);
    await stage.machine.pass(100);
    stage.begin();
    stage.answer(new FakeLease());
    await stage.machine.pass(100);
    assert.equal(elsewhere.disposed, true);
    assert.deepEqual(
      stage.gateway.requests.map(({ request }) => request),
      ['qr'],
    );
    assert.equal(stage.headline, 'Asking for a code…');
  });
});

describe('a pairing that a reload of the window brought back', () => {
  async function told(where: string | undefined, after: number): Promise<readonly string[]> {
    const stage = new Stage();
    stage.restored = true;
    stage.begin();
    const elsewhere = new FakeElsewhere('acme');
    stage.answer(elsewhere);
    await stage.machine.pass(after);
    elsewhere.become(where);
    return stage.told;
  }

  it('goes on when its window before has given the lock back', async () => {
    assert.deepEqual(await told(undefined, 800), ['locked', 'freed, own']);
  });

  it('goes on when the host before was killed, however late that is noticed', async () => {
    assert.deepEqual(await told(undefined, staleTime + 2 * beat), ['locked', 'freed, own']);
  });

  it('waits for a press when another window has it, or had it for long', async () => {
    assert.deepEqual(await told('other', 800), ['locked']);
    assert.deepEqual(await told(undefined, reloadTime), ['locked', 'freed']);
  });
});
