import type { Account, Answer, SessionStatus } from '../gateways/answer';
import type { Clock } from '../time/clock';
import type { Disposable } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { Failure } from '../failures/failure';
import type { GatewayPacer } from '../gateways/gatewaypacer';
import type { InstanceRef } from '../references/instanceref';
import { refKey } from '../references/instanceref';
import { checkGap, paceAfterFailure, paceAfterStatus } from './checkpace';
import type { InstanceStatus } from './instancestatus';
import { isDisconnected, unchecked, withFailure, withStatus } from './instancestatus';
import type { PolledGateway } from './polledinstance';
import { PolledInstance } from './polledinstance';

/** A linked instance was disconnected. */
export interface Disconnect {
  readonly ref: InstanceRef;
  /** What was known when the instance was last linked. */
  readonly before: InstanceStatus;
  readonly after: InstanceStatus;
}

/** What {@link PolledInstances} needs. */
export interface PolledInstancesParts {
  readonly clock: Clock;
  /** A number in [0, 1) for the jitter of waits. */
  readonly chance: () => number;
  /** The pacer of a gateway, shared with everything that sends requests about many instances. */
  readonly pacerOf: (gateway: string) => GatewayPacer;
}

/** All instances of the poller: what is known about each, how an answer changes that, and when the next check is due. */
export class PolledInstances implements Disposable {
  readonly #changed = new Emitter<readonly InstanceRef[]>();
  readonly #disconnected = new Emitter<Disconnect>();
  readonly onDidChange = this.#changed.event;
  readonly onDidDisconnect = this.#disconnected.event;
  readonly #byKey = new Map<string, PolledInstance>();
  readonly #gateways = new Map<string, PolledGateway>();
  readonly #changes = new Set<PolledInstance>();

  constructor(
    private readonly parts: PolledInstancesParts,
    /** Called when the time of a gateway's next check changes. */
    private readonly onPacerChange: (gateway: PolledGateway) => void,
  ) {}

  get all(): Iterable<PolledInstance> {
    return this.#byKey.values();
  }

  get gateways(): Iterable<PolledGateway> {
    return this.#gateways.values();
  }

  /** The instance, if the poller has it. */
  find(ref: InstanceRef): PolledInstance | undefined {
    return this.#byKey.get(refKey(ref));
  }

  /** The instance; added if the poller doesn't have it yet. */
  getOrAdd(ref: InstanceRef): PolledInstance {
    const found = this.find(ref);
    if (found) return found;
    const instance = new PolledInstance(ref, this.gateway(ref.gateway));
    this.#byKey.set(refKey(ref), instance);
    return instance;
  }

  /** The gateway of that name; added if the poller doesn't have it yet. */
  gateway(name: string): PolledGateway {
    const found = this.#gateways.get(name);
    if (found) return found;
    const pacer = this.parts.pacerOf(name);
    const subscription = pacer.onDidChange(() => {
      this.onPacerChange(gateway);
    });
    const gateway: PolledGateway = { pacer, subscription, readyAt: -Infinity, shownRefusal: undefined };
    this.#gateways.set(name, gateway);
    return gateway;
  }

  /** All instances of a gateway. */
  ofGateway(gateway: PolledGateway): readonly PolledInstance[] {
    return [...this.all].filter((instance) => instance.gateway === gateway);
  }

  /** Plans the next check `ms` milliseconds from now, but not too soon after the last one. */
  planCheck(instance: PolledInstance, ms: number): void {
    instance.dueAt = Math.max(this.parts.clock.elapsed() + ms, instance.endedAt + checkGap);
  }

  /** Notes whether a check is under way. */
  setChecking(instance: PolledInstance, checking: boolean): void {
    this.#update(instance, { ...instance.known, checking });
  }

  /** Applies the answer to a check; undefined if another window does the check. */
  takeAnswer(instance: PolledInstance, answer: Answer | undefined, failure: Failure | undefined): void {
    if (answer?.kind === 'status') this.takeStatus(instance, answer.status, answer.account);
    else if (failure) this.#takeFailure(instance, failure);
    else {
      // The other window reports a disconnect.
      instance.lastLinked = undefined;
      this.planCheck(instance, checkGap);
      this.setChecking(instance, false);
    }
    this.#reportDisconnect(instance);
  }

  /** Applies a status, from a check, a pairing or an action. */
  takeStatus(instance: PolledInstance, status: SessionStatus, account: Account | undefined): void {
    instance.failures = 0;
    this.planCheck(instance, paceAfterStatus(status));
    this.#update(instance, withStatus(instance.known, status, account, this.parts.clock.now()));
    if (status === 'WORKING') instance.lastLinked = instance.known;
    this.hideRefusal(instance.gateway);
  }

  /** Forgets what is known about an instance. If it was just checked, the time of the check stays, so that the next check isn't too soon. */
  forget(instance: PolledInstance): void {
    instance.lastLinked = undefined;
    instance.failures = 0;
    this.planCheck(instance, 0);
    this.#update(instance, unchecked);
    if (!instance.watched && instance.dueAt <= this.parts.clock.elapsed())
      this.#byKey.delete(refKey(instance.ref));
  }

  /** Shows a gateway's refusal at all watched instances: the gateway refuses the requests for all of them, so there is no need to check each. */
  showRefusal(gateway: PolledGateway): void {
    const { refusal } = gateway.pacer;
    if (!refusal) return;
    gateway.shownRefusal = refusal.kind;
    for (const instance of this.ofGateway(gateway))
      if (instance.watched && instance.known.failure?.kind !== refusal.kind)
        this.#update(instance, { ...instance.known, failure: refusal });
  }

  /** Removes what {@link showRefusal} has shown: the gateway has answered for one instance, or requests start again. */
  hideRefusal(gateway: PolledGateway): void {
    const kind = gateway.shownRefusal;
    if (kind === undefined) return;
    gateway.shownRefusal = undefined;
    for (const instance of this.ofGateway(gateway)) {
      const { failure, ...known } = instance.known;
      if (failure?.kind === kind) this.#update(instance, known);
    }
  }

  dispose(): void {
    for (const { subscription } of this.gateways) subscription.dispose();
    this.#changed.dispose();
    this.#disconnected.dispose();
  }

  #takeFailure(instance: PolledInstance, failure: Failure): void {
    instance.failures++;
    const { status, failure: before } = instance.known;
    // Once can happen while a gateway is being moved; twice, and the instance counts as gone.
    const mayBeGone = failure.kind === 'instance' && before?.kind !== 'instance' && status !== undefined;
    const pace = paceAfterFailure(failure, instance.failures, this.parts.chance());
    this.planCheck(instance, mayBeGone ? checkGap : pace);
    this.#update(instance, withFailure(instance.known, failure));
  }

  #reportDisconnect(instance: PolledInstance): void {
    const { ref, lastLinked: before, known: after } = instance;
    if (!before || !isDisconnected(after)) return;
    instance.lastLinked = undefined;
    // What disconnected this one may have disconnected the others of its gateway, so they don't wait for their turn.
    for (const other of this.ofGateway(instance.gateway))
      if (other.watched && other.lastLinked && !other.check) this.planCheck(other, 0);
    this.#disconnected.fire({ ref, before, after });
  }

  #update(instance: PolledInstance, known: InstanceStatus): void {
    instance.known = known;
    const first = this.#changes.size === 0;
    this.#changes.add(instance);
    if (!first) return;
    void Promise.resolve().then(() => {
      const refs = Array.from(this.#changes, ({ ref }) => ref);
      this.#changes.clear();
      this.#changed.fire(refs);
    });
  }
}
