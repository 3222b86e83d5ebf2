import { LearnedLives } from '../../../src/core/code/codelives';
import type { Answer, SessionStatus } from '../../../src/core/gateways/answer';
import type { PanelView } from '../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ViewColumn } from 'vscode';
import { steadyClock } from '../../../src/core/time/clock';
import { Emitter } from '../../../src/core/events/emitter';
import type { PairingRequest } from '../../../src/core/gateways/client';
import { gatewayChange, removal } from '../../../src/core/references/refchange';
import { refKey } from '../../../src/core/references/instanceref';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import type { Intent } from '../../../src/core/views/intent';
import { Pace } from '../../../src/core/gateways/instancepace';
import type { NumberEntry } from '../../../src/core/pairing/numberform';
import type { Queue } from '../../../src/core/queue/queue';
import { count, currentOf, isOver, queueOf, withChange } from '../../../src/core/queue/queue';
import { PairingRunner } from '../../../src/core/pairing/runner';
import { LivePairing } from '../../../src/pairing/livepairing';
import type { PhoneNumberForm } from '../../../src/pairing/panel/phonenumberform';
import { latePressTime, linkedTime, QueueRun } from '../../../src/queue/queuerun';
import type { Closing } from '../../../src/pairing/surfaces/surface';
import type { QueueSurface } from '../../../src/queue/queuesurface';
import { english } from '../fakes/english';
import { FakeMachine } from '../fakes/machine';

const numberForm = {
  onSend: () => ({ dispose: () => undefined }),
  onDidChange: () => ({ dispose: () => undefined }),
  follow: () => undefined,
  receive: () => undefined,
} as unknown as PhoneNumberForm;

/** A panel without an editor. */
class FakePanel {
  readonly intended = new Emitter<Intent>();
  readonly numbers = new Emitter<NumberEntry>();
  readonly visibility = new Emitter<boolean>();
  readonly activated = new Emitter<undefined>();
  readonly closed = new Emitter<Closing>();
  readonly onIntent = this.intended.event;
  readonly onNumber = this.numbers.event;
  readonly onDidChangeVisibility = this.visibility.event;
  readonly onDidActivate = this.activated.event;
  readonly onDidClose = this.closed.event;
  readonly column: ViewColumn | undefined = undefined;
  visible = true;
  view: () => PanelView = () => assert.fail('Nothing was shown.');

  show(view: () => PanelView): void {
    this.view = view;
  }

  showMonitor(): void {
    // Not needed.
  }

  reveal(): void {
    // It is visible.
  }

  close(): void {
    this.closed.fire('asked');
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.visibility.fire(visible);
  }
}

/** How long it takes to confirm a link, in seconds. */
const confirmed = 10;

/** Instances on a gateway, and the queue in which they are paired. */
class World {
  readonly machine = new FakeMachine();
  readonly clock = steadyClock(this.machine);
  readonly panel = new FakePanel();
  readonly statuses = new Map<string, SessionStatus>();
  readonly requests: { readonly id: string; readonly request: PairingRequest }[] = [];
  readonly pairings = new Map<string, LivePairing>();
  readonly copied: string[] = [];
  readonly resumed: string[] = [];
  /** IDs of the instances whose gateway can't be used. */
  readonly unusable = new Set<string>();
  kept: Queue | undefined;
  turnedTo: string | undefined;
  /** The most pairings that ever ran at the same time. */
  maxConcurrent = 0;
  readonly run: QueueRun;
  readonly #runners = new Map<string, PairingRunner>();

  constructor(size: number, before?: (world: World) => void) {
    const ids = Array.from({ length: size }, (_, index) => `i${index + 1}`);
    for (const id of ids) this.statuses.set(id, 'SCAN_QR_CODE');
    before?.(this);
    this.run = new QueueRun(
      {
        panel: this.panel,
        clock: this.clock,
        t: english,
        join: (surface, ref) => this.join(surface, ref),
        resume: (ref) => {
          this.resumed.push(ref.instanceId);
          const found = this.pairings.get(refKey(ref));
          if (found) this.#start(found);
        },
        save: (queue) => {
          this.kept = queue;
        },
        copy: (text) => this.copied.push(text),
      },
      queueOf(ids.map((instanceId) => ({ ref: { gateway: '', instanceId } }))),
    );
  }

  get heading(): string {
    const view = this.panel.view();
    return view.queue?.heading ?? view.headline;
  }

  get current(): LivePairing | undefined {
    const current = currentOf(this.run.queue);
    return current && this.pairings.get(refKey(current.ref));
  }

  get running(): readonly string[] {
    return [...this.pairings.values()].filter(({ running }) => running).map(({ ref }) => ref.instanceId);
  }

  requestsFor(id: string): readonly PairingRequest[] {
    return this.requests.filter((request) => request.id === id).map(({ request }) => request);
  }

  press(intent: Intent): void {
    this.panel.intended.fire(intent);
  }

  async pass(seconds: number): Promise<void> {
    await this.machine.pass(seconds * 1_000);
  }

  /** Simulates that another window gets the lock on an instance, or that no window has it any longer. */
  lock(id: string, by: string | undefined): void {
    this.#runners.get(id)?.lock(by);
  }

  /** Simulates that the phone scans the code. */
  async scan(): Promise<void> {
    const current = currentOf(this.run.queue);
    if (current) this.statuses.set(current.ref.instanceId, 'WORKING');
    await this.pass(10);
  }

  join(surface: QueueSurface, ref: InstanceRef): LivePairing | undefined {
    if (this.unusable.has(ref.instanceId)) return undefined;
    const known = this.pairings.get(refKey(ref));
    if (known) known.attach(surface);
    const found = known ?? this.#open(surface, ref);
    if (!found.running) this.#start(found);
    return found;
  }

  #open(surface: QueueSurface, ref: InstanceRef): LivePairing {
    const opened = new LivePairing(ref, { clock: this.clock, t: english, numberForm, hideCode: () => 'off' });
    opened.attach(surface);
    this.pairings.set(refKey(ref), opened);
    // As in the window.
    this.turnedTo = ref.instanceId;
    opened.surfaces.onDidActivate(() => {
      this.turnedTo = ref.instanceId;
    });
    opened.surfaces.onIntent((intent) => {
      if (intent === 'stop') opened.stop();
      if (intent === 'retry') opened.runner?.retry();
    });
    opened.onDidClose(() => this.pairings.delete(refKey(ref)));
    return opened;
  }

  #start(opened: LivePairing): void {
    const { instanceId } = opened.ref;
    const endpoint = { base: 'https://gateway.example', origin: 'https://gateway.example' };
    const runner = new PairingRunner(
      {
        client: { request: (request) => Promise.resolve(this.#answer(instanceId, request)) },
        clock: this.clock,
        pace: new Pace(this.clock),
        note: () => undefined,
        chance: () => 0,
        interval: () => 6_000,
        learned: new LearnedLives(),
      },
      { visible: opened.surfaces.visible },
    );
    this.#runners.set(instanceId, runner);
    opened.run(runner, { name: '', kind: 'wawp', endpoint, credentials: 'body' });
  }

  #answer(id: string, request: PairingRequest): Answer {
    this.requests.push({ id, request });
    this.maxConcurrent = Math.max(this.maxConcurrent, this.running.length);
    const status = this.statuses.get(id) ?? 'unknown';
    if (status === 'WORKING') return { kind: 'status', status, account: { name: `Owner of ${id}` } };
    if (request === 'restart') this.statuses.set(id, 'SCAN_QR_CODE');
    if (request === 'restart') return { kind: 'done' };
    if (status !== 'SCAN_QR_CODE' || request === 'session') return { kind: 'status', status };
    return {
      kind: 'code',
      value: `${id} ${this.requests.length}`,
      known: true,
      ttl: { min: 20_000, max: 20_000 },
    };
  }
}

describe('pairing several in a row', () => {
  it('requests the code of the current instance, and only the status of the next', async () => {
    const world = new World(3);
    await world.pass(30);
    assert.equal(world.heading, '1 of 3: i1');
    assert.ok(world.requestsFor('i1').includes('qr'));
    assert.deepEqual(new Set(world.requestsFor('i2')), new Set(['session']));
    assert.deepEqual(world.requestsFor('i3'), []);
    // 30 s, one request every 10 s.
    assert.ok(world.requestsFor('i2').length <= 4, String(world.requestsFor('i2').length));
  });

  it('shows a linked instance until the link is confirmed, and already has the next one’s code', async () => {
    const world = new World(3);
    await world.pass(1);
    world.statuses.set('i1', 'WORKING');
    world.current?.runner?.retry();
    while (world.current?.state.phase.kind !== 'linked') await world.pass(0.1);
    await world.pass(0.5);
    assert.equal(world.heading, '1 of 3: i1');
    assert.equal(world.panel.view().headline, 'Linked to Owner of i1');
    assert.ok(world.requestsFor('i2').includes('qr'));
    await world.pass(confirmed - 1);
    assert.equal(world.heading, '1 of 3: i1');
    await world.pass(2);
    assert.equal(world.heading, '2 of 3: i2');
    assert.ok(world.panel.view().code);
    assert.deepEqual(world.running, ['i2', 'i3']);
  });

  it('says so if the link is lost before it is confirmed', async () => {
    const world = new World(2);
    await world.scan();
    assert.equal(world.current?.state.phase.kind, 'linked');
    world.statuses.set('i1', 'FAILED');
    await world.pass(confirmed);
    assert.equal(world.heading, '1 of 2: i1');
    assert.equal(world.panel.view().headline, 'The phone is no longer linked');
    assert.equal(count(world.run.queue, 'failed'), 1);
  });

  it('counts an instance as linked if the user moves on before that is confirmed', async () => {
    const world = new World(2);
    await world.scan();
    assert.deepEqual(
      world.panel.view().queue?.actions.map(({ label }) => label),
      ['Next'],
    );
    world.press('queueSkip');
    assert.equal(world.heading, '2 of 2: i2');
    assert.equal(count(world.run.queue, 'linked'), 1);
    world.press('queueSkip');
    assert.equal(world.panel.view().headline, '2 instances: 1 linked, 1 skipped');
  });

  it('skips an instance that was linked before its turn', async () => {
    const world = new World(3);
    world.statuses.set('i2', 'WORKING');
    await world.pass(15);
    assert.deepEqual(world.running, ['i1', 'i3']);
    world.press('queueSkip');
    assert.equal(world.heading, '3 of 3: i3');
  });

  it('doesn’t move on from a failed instance automatically, and the user can restart it', async () => {
    const world = new World(2, ({ statuses }) => statuses.set('i1', 'FAILED'));
    await world.pass(60);
    assert.equal(world.heading, '1 of 2: i1');
    assert.equal(count(world.run.queue, 'failed'), 1);
    assert.ok(world.panel.view().actions.some(({ intent }) => intent === 'restartInstance'));
    world.press('queueSkip');
    world.press('queueSkip');
    assert.equal(world.panel.view().headline, '2 instances: 0 linked, 1 skipped, 1 failed');
  });

  it('shows nothing about the end of a pairing that isn’t shown yet', async () => {
    const world = new World(2, ({ statuses }) => statuses.set('i2', 'FAILED'));
    await world.pass(15);
    assert.equal(world.pairings.get('i2')?.running, false);
    assert.equal(world.pairings.get('i2')?.surfaces.waitsForTurn, true);
    assert.equal(world.pairings.get('i1')?.surfaces.waitsForTurn, false);
    assert.equal(count(world.run.queue, 'failed'), 0);
  });

  it('doesn’t count a pairing as waiting if another surface shows it', async () => {
    const world = new World(2);
    await world.pass(1);
    const next = world.pairings.get('i2');
    assert.equal(next?.surfaces.waitsForTurn, true);
    next.attach(Object.assign(new FakePanel(), { kind: 'grid' as const }));
    assert.equal(next.surfaces.waitsForTurn, false);
  });

  it('is the panel only of the instance that it shows', async () => {
    const world = new World(3);
    const inPanel = (): readonly string[] =>
      [...world.pairings.values()]
        .filter(({ surfaces }) => surfaces.has('panel'))
        .map(({ ref }) => ref.instanceId);
    assert.deepEqual(inPanel(), ['i1']);
    world.statuses.set('i2', 'WORKING');
    await world.pass(15);
    assert.deepEqual([...world.pairings.keys()], ['i1', 'i3']);
    assert.deepEqual(inPanel(), ['i1']);
    assert.equal(
      world.pairings.get('i1')?.surfaces.ownsPanel,
      false,
      'A panel of its own would not be restored.',
    );
    assert.equal(
      world.turnedTo,
      'i1',
      'The next pairing joined later, but the user looks at the current one.',
    );
  });

  it('requests no code while the panel is hidden, but notices a linked phone', async () => {
    const world = new World(2);
    world.panel.setVisible(false);
    await world.pass(15);
    assert.deepEqual(new Set(world.requestsFor('i1')), new Set(['session']));
    world.statuses.set('i1', 'WORKING');
    await world.pass(10 + confirmed + linkedTime / 1_000);
    assert.equal(world.heading, '2 of 2: i2');
    assert.ok(!world.requestsFor('i2').includes('qr'));
    world.panel.setVisible(true);
    await world.pass(6);
    assert.ok(world.panel.view().code);
  });

  it('doesn’t apply a late press for a linked instance to the next one', async () => {
    const world = new World(3);
    await world.pass(1);
    world.statuses.set('i1', 'WORKING');
    while (currentOf(world.run.queue)?.ref.instanceId === 'i1') await world.pass(0.1);
    world.press('queueSkip');
    assert.equal(world.heading, '2 of 3: i2');
    await world.pass(latePressTime / 1_000);
    world.press('queueSkip');
    assert.equal(world.heading, '3 of 3: i3');
  });

  it('ends with the panel: no more requests are sent', async () => {
    const world = new World(3);
    await world.pass(1);
    let closed = 0;
    world.run.onDidClose(() => closed++);
    const interrupted: unknown[] = [];
    for (const id of ['i1', 'i2'])
      world.pairings.get(id)?.onDidClose((byEditor) => interrupted.push([id, byEditor]));
    world.panel.closed.fire('byEditor');
    // The second one only waited for its turn.
    assert.deepEqual(interrupted, [
      ['i1', true],
      ['i2', false],
    ]);
    const { length } = world.requests;
    await world.pass(60);
    assert.equal(world.requests.length, length);
    assert.deepEqual([world.running, closed, world.machine.timers], [[], 1, 0]);
  });

  it('copies the summary, and pairs the rest', async () => {
    const world = new World(2);
    await world.pass(1);
    await world.scan();
    await world.pass(linkedTime / 1_000 + 5);
    world.press('queueSkip');
    assert.equal(world.machine.timers, 0, 'A timer runs although nothing happens.');
    world.press('queueCopy');
    assert.deepEqual(world.copied, [
      '2 instances: 1 linked, 1 skipped\ni1\ti1\tlinked to Owner of i1\ni2\ti2\tskipped\n',
    ]);
    world.press('queueAgain');
    assert.equal(world.heading, '2 of 2: i2');
  });

  it('resumes automatically when another window releases the current instance', async () => {
    const world = new World(2);
    await world.pass(1);
    world.lock('i1', 'acme');
    await world.pass(10);
    assert.equal(world.panel.view().headline, 'Locked by another window');
    assert.deepEqual(world.resumed, []);
    world.lock('i1', undefined);
    assert.deepEqual(world.resumed, ['i1']);
    assert.equal(world.current?.running, true);
    await world.pass(10);
    assert.ok(world.panel.view().code);
  });

  it('starts an instance that another window had when its turn comes, and not before', async () => {
    const world = new World(2);
    await world.pass(1);
    world.lock('i2', 'acme');
    world.lock('i2', undefined);
    await world.pass(10);
    assert.deepEqual(world.resumed, []);
    world.press('queueSkip');
    assert.deepEqual(world.resumed, ['i2']);
    assert.equal(world.current?.running, true);
  });

  it('is one more surface of an instance that has a panel of its own', async () => {
    const world = new World(2);
    const own = world.pairings.get('i1');
    own?.attach(Object.assign(new FakePanel(), { kind: 'panel' as const }));
    assert.equal(own?.surfaces.ownsPanel, true);
    await world.pass(1);
    world.press('queueSkip');
    await world.pass(1);
    assert.equal(world.pairings.get('i1'), own);
    assert.equal(own.running, true);
  });

  it('continues with the same instances after their gateway is renamed', async () => {
    const world = new World(3);
    await world.pass(1);
    world.press('queueSkip');
    await world.pass(1);
    const before = [...world.pairings.values()];
    const renamed = withChange(world.run.queue, gatewayChange('', 'emca'));
    assert.ok(renamed);
    world.run.replace(renamed);
    await world.pass(1);
    assert.equal(world.heading, '2 of 3: i2');
    assert.deepEqual(
      before.map(({ running }) => running),
      before.map(() => false),
    );
    assert.deepEqual(world.current?.ref, { gateway: 'emca', instanceId: 'i2' });
    assert.equal(world.current.running, true);
    assert.deepEqual(world.kept, world.run.queue);
  });

  it('continues with the next instance when the current one is removed, and sends no more requests for it', async () => {
    const world = new World(3);
    await world.pass(1);
    const left = withChange(world.run.queue, removal([{ gateway: '', instanceId: 'i1' }]));
    assert.ok(left);
    world.run.replace(left);
    await world.pass(1);
    assert.equal(world.heading, '1 of 2: i2');
    assert.deepEqual(world.running, ['i2', 'i3']);
    const requests = world.requestsFor('i1').length;
    await world.pass(30);
    assert.equal(world.requestsFor('i1').length, requests);
  });

  it('shows the new labels of its instances', async () => {
    const world = new World(2);
    await world.pass(1);
    world.run.relabel(({ instanceId }) => (instanceId === 'i1' ? 'Shop' : undefined));
    assert.equal(world.heading, '1 of 2: Shop');
    world.run.relabel(() => undefined);
    assert.equal(world.heading, '1 of 2: i1');
  });

  it('keeps labels that the settings have under a gateway’s old name', async () => {
    const world = new World(2);
    await world.pass(1);
    world.run.relabel(({ gateway }) => (gateway === '' ? 'Shop' : undefined));
    const moved = withChange(world.run.queue, gatewayChange('', 'emca'));
    assert.ok(moved);
    world.run.replace(moved);
    world.run.relabel(() => undefined);
    assert.equal(world.heading, '1 of 2: Shop');
    world.run.relabel(() => 'Store');
    assert.equal(world.heading, '1 of 2: Store');
  });

  it('sends no requests for the next instance either while the current one is stopped', async () => {
    const world = new World(3);
    await world.pass(15);
    world.press('stop');
    assert.deepEqual(world.running, []);
    const { length } = world.requests;
    await world.pass(60);
    assert.equal(world.requests.length, length);
    assert.equal(world.machine.timers, 0);
    world.press('queueSkip');
    await world.pass(1);
    assert.equal(world.heading, '2 of 3: i2');
    assert.deepEqual(world.running, ['i2', 'i3']);
  });

  it('starts an instance again whose pairing ended before its turn', async () => {
    const world = new World(2, ({ statuses }) => statuses.set('i2', 'FAILED'));
    await world.pass(15);
    assert.equal(world.pairings.get('i2')?.running, false);
    world.statuses.set('i2', 'SCAN_QR_CODE');
    world.press('queueSkip');
    await world.pass(10);
    assert.deepEqual(world.resumed, ['i2']);
    assert.ok(world.panel.view().code);
  });

  it('starts the current instance again when the user continues, but not after a change of the list', async () => {
    const world = new World(2, ({ statuses }) => statuses.set('i1', 'FAILED'));
    await world.pass(15);
    const left = withChange(world.run.queue, removal([{ gateway: '', instanceId: 'i2' }]));
    assert.ok(left);
    world.run.replace(left);
    assert.deepEqual(world.resumed, []);
    world.run.begin(world.run.queue);
    assert.deepEqual(world.resumed, ['i1']);
  });

  it('shows no monitor if the current instance can’t be paired', async () => {
    const world = new World(2, ({ unusable }) => unusable.add('i2'));
    await world.pass(1);
    assert.equal(world.panel.view().queue?.monitored, true);
    world.press('queueSkip');
    assert.equal(world.panel.view().queue?.monitored, false);
  });

  it('pairs an instance as soon as its gateway can be used', async () => {
    const world = new World(2, ({ unusable }) => unusable.add('i1'));
    await world.pass(1);
    assert.equal(world.panel.view().headline, 'This instance can’t be paired');
    world.unusable.clear();
    world.run.retry();
    await world.pass(1);
    assert.equal(world.heading, '1 of 2: i1');
    assert.deepEqual(world.running, ['i2', 'i1']);
    assert.ok(world.requestsFor('i1').includes('qr'));
    assert.equal(world.turnedTo, 'i1');
  });

  it('reveals a pairing’s own panel while the queue shows another instance', async () => {
    const world = new World(2);
    const revealed: string[] = [];
    world.panel.reveal = () => revealed.push('queue');
    const second = world.pairings.get('i2');
    const own = Object.assign(new FakePanel(), { kind: 'panel' as const, column: 2 });
    own.reveal = () => revealed.push('own');
    second?.attach(own);
    second?.surfaces.reveal();
    second?.surfaces.reveal('terminal');
    assert.deepEqual(revealed, ['own', 'own']);
    assert.deepEqual(second?.surfaces.columns, [2]);
    await world.pass(1);
    world.press('queueSkip');
    second.surfaces.reveal();
    assert.deepEqual(revealed, ['own', 'own', 'queue']);
  });

  it('closes with all other surfaces of a pairing', async () => {
    const world = new World(2);
    const pairing = world.pairings.get('i1');
    const own = Object.assign(new FakePanel(), { kind: 'panel' as const });
    let closed = 0;
    own.onDidClose(() => closed++);
    pairing?.onDidClose((interrupted) => {
      assert.equal(interrupted, false);
      closed++;
    });
    pairing?.attach(own);
    await world.pass(1);
    pairing?.surfaces.close();
    assert.equal(closed, 2);
    assert.equal(pairing?.running, false);
  });
});

describe('whatever the user and the phones do with a queue', () => {
  const arbitraryStep = fc.oneof(
    fc.constantFrom<Intent>('queueBack', 'queueLater', 'queueSkip', 'queueAgain', 'stop', 'retry'),
    fc.constantFrom('scan', 'fail', 'hide', 'show'),
    fc.integer({ min: 1, max: 30 }),
  );

  it('never more than two pairings run, and each instance gets an outcome', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { maxLength: 25 }), async (steps) => {
        const world = new World(4);
        for (const step of steps) {
          const id = currentOf(world.run.queue)?.ref.instanceId;
          if (typeof step === 'number') await world.pass(step);
          else if (step === 'hide' || step === 'show') world.panel.setVisible(step === 'show');
          else if (step === 'scan' || step === 'fail')
            world.statuses.set(id ?? '', step === 'scan' ? 'WORKING' : 'FAILED');
          else world.press(step);
          assert.ok(world.running.length <= 2, world.running.join(' '));
          assert.deepEqual(world.kept, world.run.queue);
        }
        assert.ok(world.maxConcurrent <= 2);
        for (let round = 0; round < 8 && !isOver(world.run.queue); round++) {
          await world.pass(1);
          world.press('queueSkip');
        }
        assert.ok(isOver(world.run.queue));
        assert.equal(count(world.run.queue, 'waiting'), 0);
        assert.deepEqual(world.running, []);
      }),
      { numRuns: 60 },
    );
  });
});
