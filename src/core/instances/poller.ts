import type { Account, Answer, SessionStatus } from '../gateways/answer';
import { CheckLane } from './checklane';
import type { Check, InstanceStatus } from './checkplan';
import {
  checkGap,
  isDisconnected,
  isFirst,
  maxConcurrent,
  paceAfter,
  paceOf,
  startGap,
  turnOf,
} from './checkplan';
import { Checks } from './checks';
import type { Cancel, Clock } from '../time/clock';
import type { Disposable } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { Failure, FailureKind } from '../failures/failure';
import { isTransient } from '../failures/failure';
import type { InstanceRef } from '../references/instanceref';
import type { Pace } from '../gateways/instancepace';

export type { InstanceStatus } from './checkplan';

/** What a status board is made of. */
export interface StatusBoardParts {
  readonly clock: Clock;
  /** A number in [0, 1) for the jitter of waits. */
  readonly chance: () => number;
  /** Makes one request for the session's status; undefined if none was made, as another window asks at the moment. */
  readonly ask: (ref: InstanceRef, signal: AbortSignal) => Promise<Answer | undefined>;
  readonly pace: (ref: InstanceRef) => Pace;
  /** Most requests in a minute, whatever the number of instances. */
  readonly budget: () => number;
  /** Whether a pairing asks already, so that nobody else need. */
  readonly busy: (ref: InstanceRef) => boolean;
}

/** A linked instance that is linked no longer. */
export interface Disconnect {
  readonly ref: InstanceRef;
  /** What was known when it was last seen linked. */
  readonly before: InstanceStatus;
  readonly after: InstanceStatus;
}

interface Flight {
  readonly abort: AbortController;
  readonly startedAt: number;
}

/** What is known of many instances, kept fresh within a budget of requests; it waits only while some are watched. */
export class StatusBoard implements Disposable {
  readonly #checks = new Checks();
  readonly #dropped = new Emitter<Disconnect>();
  /** Fires with all that changed at one go. */
  readonly onDidChange = this.#checks.onDidChange;
  /** Fires once for each time that a linked instance was found to be linked no longer; not for what {@link learn} was told. */
  readonly onDidDisconnect = this.#dropped.event;

  readonly #lanes = new Map<string, CheckLane>();
  /** By gateway: what kind of refusal of it its instances say. */
  readonly #spread = new Map<string, FailureKind>();
  readonly #flights = new Map<Check, Flight>();
  #watched: ReadonlySet<Check> = new Set();
  #starts = 0;
  #startedAt = -Infinity;
  #cancelTimer: Cancel | undefined;
  #disposed = false;

  constructor(private readonly parts: StatusBoardParts) {}

  get(ref: InstanceRef): InstanceStatus {
    return this.#checks.get(ref);
  }

  /**
   * Says which instances are kept fresh from now on; checks of others are given up. Those at the front go before those
   * at the back, of both the first are asked first.
   */
  watch(front: readonly InstanceRef[], back: readonly InstanceRef[] = []): void {
    if (this.#disposed) return;
    const before = this.#watched;
    const ahead = new Set(front.map((ref) => this.#checks.of(ref)));
    const watched = new Set([...ahead, ...back.map((ref) => this.#checks.of(ref))]);
    this.#watched = watched;
    for (const check of before) if (!watched.has(check)) this.#unwatch(check);
    for (const check of watched) this.#enlist(check, ahead.has(check));
    for (const gateway of this.#lanes.keys()) this.#spreadRefusal(gateway);
    this.#pump();
  }

  /** Takes in what a pairing or an action has found out; that counts as a check. */
  learn(ref: InstanceRef, status: SessionStatus, account?: Account): void {
    if (this.#disposed) return;
    const check = this.#checks.of(ref);
    // It was told by the gateway, which takes the token then.
    this.#lane(ref.gateway).hurry();
    this.#liftRefusal(ref.gateway);
    this.#replan(check, () => {
      this.#abandon(check);
      // Whoever told it knows of it: it is no news.
      delete check.linked;
      check.endedAt = this.parts.clock.elapsed();
      this.#take(check, status, account);
    });
    this.#pump();
  }

  /** Takes note that something is being done to an instance: what comes of it is no news, and a check under way may tell either state. */
  expect(ref: InstanceRef): void {
    for (const check of this.#checks.find([ref])) {
      delete check.linked;
      if (!this.#flights.has(check)) continue;
      this.#replan(check, () => {
        this.#abandon(check);
      });
    }
    this.#pump();
  }

  /** Puts watched instances ahead of all others, whatever became of their last checks. */
  checkNow(refs: readonly InstanceRef[]): void {
    for (const { watched, ref } of this.#checks.find(refs)) if (watched) this.#lane(ref.gateway).hurry();
    this.checkSoon(refs);
  }

  /** Plans another check of watched instances as soon as may be, of which nobody knows yet that it gets through. */
  checkSoon(refs: readonly InstanceRef[]): void {
    for (const check of this.#checks.find(refs)) {
      if (!check.watched || this.#flights.has(check)) continue;
      this.#replan(check, () => {
        check.wanted = true;
        this.#dueAfter(check, 0);
      });
    }
    this.#pump();
  }

  /** Asks again what a gateway refused: its token has changed, or where that travels. */
  forgive(gateway: string): void {
    this.#lanes.get(gateway)?.hurry();
    for (const check of this.#checks.all) {
      if (check.ref.gateway !== gateway) continue;
      const { failure } = check.known;
      // What is under way has the old token yet.
      if (!this.#flights.has(check) && (!failure || isTransient(failure))) continue;
      this.#replan(check, () => {
        this.#abandon(check);
        this.#dueAfter(check, 0);
      });
    }
    this.#liftRefusal(gateway);
    this.#pump();
  }

  /** Why the gateway refused a gateway as a whole, if it did. */
  refusal(gateway: string): Failure | undefined {
    return this.#lanes.get(gateway)?.refusal;
  }

  /** Drops what is known of an instance. */
  forget(ref: InstanceRef): void {
    this.#forget(this.#checks.find([ref]));
  }

  /** Drops what is known of all instances of a gateway: it leads elsewhere now. */
  forgetAll(gateway: string): void {
    this.#lanes.get(gateway)?.reset();
    this.#forget([...this.#checks.all].filter(({ ref }) => ref.gateway === gateway));
  }

  dispose(): void {
    this.watch([]);
    this.#disposed = true;
    this.#checks.dispose();
    this.#dropped.dispose();
  }

  #forget(checks: Iterable<Check>): void {
    for (const check of checks) {
      this.#replan(check, () => {
        this.#abandon(check);
        delete check.linked;
        check.failures = 0;
        this.#checks.know(check);
        this.#dueAfter(check, 0);
      });
      // One that was just asked is remembered, so that it isn't asked again too soon if it comes back.
      if (!check.watched && check.dueAt <= this.parts.clock.elapsed()) this.#checks.drop(check);
    }
    this.#pump();
  }

  #lane(gateway: string): CheckLane {
    const lane = this.#lanes.get(gateway) ?? new CheckLane();
    this.#lanes.set(gateway, lane);
    return lane;
  }

  #enlist(check: Check, front: boolean): void {
    if (check.watched && check.front === front) return;
    if (!check.watched) check.order = this.#checks.place();
    this.#replan(check, () => {
      check.watched = true;
      check.front = front;
    });
  }

  #unwatch(check: Check): void {
    this.#lane(check.ref.gateway).remove(check);
    check.watched = false;
    check.wanted = false;
    // What becomes of it while nobody looks is no news when somebody does again: others may have been told.
    delete check.linked;
    this.#abandon(check);
  }

  /** Changes what the place of a check depends on. */
  #replan(check: Check, change: () => void): void {
    const lane = this.#lane(check.ref.gateway);
    lane.remove(check);
    change();
    if (check.watched && !this.#flights.has(check)) lane.add(check);
  }

  #dueAfter(check: Check, ms: number): void {
    const { clock } = this.parts;
    check.dueAt = Math.max(clock.elapsed() + ms, (check.endedAt ?? -Infinity) + checkGap);
  }

  /** Starts what may start now, and waits for what may start next. */
  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    while (!this.#disposed && this.#flights.size < maxConcurrent) {
      const now = this.parts.clock.elapsed();
      const next = this.#next(now);
      if (!next) return;
      const at = Math.max(next.at, this.#startedAt + startGap(this.parts.budget()));
      if (at > now || !next.check) {
        this.#wakeAfter(at - now);
        return;
      }
      this.#startOrPostpone(next.check, now);
    }
  }

  #next(now: number): { readonly at: number; readonly check?: Check | undefined } | undefined {
    let at = Infinity;
    let check: Check | undefined;
    const turn = turnOf(this.#starts);
    for (const lane of this.#lanes.values()) {
      const readyAt = lane.readyAt(now) ?? Infinity;
      at = Math.min(at, readyAt);
      const first = lane.first(turn);
      if (readyAt <= now && first && (!check || isFirst(first, check, turn))) check = first;
    }
    return at === Infinity ? undefined : { at, check };
  }

  #wakeAfter(ms: number): void {
    const { clock } = this.parts;
    // A clock that jumps wakes too early, and then the rest is waited for.
    this.#cancelTimer = clock.at(clock.now() + ms, () => {
      this.#pump();
    });
  }

  #startOrPostpone(check: Check, now: number): void {
    const { pace, busy } = this.parts;
    const rest = pace(check.ref).rest('session');
    if (busy(check.ref)) {
      this.#replan(check, () => {
        check.wanted = false;
        check.dueAt = now + checkGap;
      });
    } else if (rest > 0) {
      this.#replan(check, () => {
        check.dueAt = now + rest;
      });
    } else this.#start(check, now);
  }

  #start(check: Check, now: number): void {
    const { ask, pace } = this.parts;
    const { ref } = check;
    const inFlight = { abort: new AbortController(), startedAt: now };
    const lane = this.#lane(ref.gateway);
    lane.remove(check);
    lane.started();
    this.#flights.set(check, inFlight);
    this.#startedAt = now;
    this.#starts++;
    check.wanted = false;
    this.#checks.know(check, { ...check.known, checking: true });
    // A pairing that begins meanwhile keeps its distance from this request.
    pace(ref).ended('session');
    void ask(ref, inFlight.abort.signal)
      .catch((): Answer => ({ kind: 'failure', failure: { kind: 'network' } }))
      .then((answer) => {
        if (this.#flights.get(check) === inFlight) this.#land(check, inFlight, answer);
      });
  }

  #land(check: Check, { startedAt }: Flight, answer: Answer | undefined): void {
    const { clock, chance, pace } = this.parts;
    const now = clock.elapsed();
    const failure = failureOf(answer);
    this.#flights.delete(check);
    pace(check.ref).ended('session');
    check.endedAt = now;
    const lane = this.#lane(check.ref.gateway);
    if (answer) lane.answered(failure, startedAt, now, chance());
    else lane.abandoned();
    this.#replan(check, () => {
      if (answer?.kind === 'status') this.#take(check, answer.status, answer.account);
      else if (failure) this.#suffer(check, failure);
      else this.#leave(check);
    });
    if (answer?.kind === 'status') {
      this.#liftRefusal(check.ref.gateway);
      this.#watchLink(check, answer.status);
    }
    this.#spreadRefusal(check.ref.gateway);
    this.#pump();
  }

  /** What is refused to one instance of a gateway is refused to all: nobody need ask for each. */
  #spreadRefusal(gateway: string): void {
    const failure = this.refusal(gateway);
    if (!failure) return;
    this.#spread.set(gateway, failure.kind);
    for (const check of this.#watched)
      if (check.ref.gateway === gateway && check.known.failure?.kind !== failure.kind)
        this.#replan(check, () => {
          this.#checks.know(check, { ...check.known, failure });
        });
  }

  /** Takes back what was said of all instances of a gateway: the gateway has answered for one of them, or is to be asked anew. */
  #liftRefusal(gateway: string): void {
    const kind = this.#spread.get(gateway);
    if (!this.#spread.delete(gateway)) return;
    for (const check of this.#checks.all) {
      const { failure, ...known } = check.known;
      if (check.ref.gateway === gateway && failure?.kind === kind)
        this.#replan(check, () => {
          this.#checks.know(check, known);
        });
    }
  }

  #take(check: Check, status: SessionStatus, account?: Account): void {
    const { known } = check;
    const same = status === 'WORKING' && known.status === 'WORKING' ? known.account : undefined;
    const linkedTo = account ?? same;
    check.failures = 0;
    this.#dueAfter(check, paceOf(status));
    const checkedAt = this.parts.clock.now();
    this.#checks.know(check, { status, checkedAt, checking: false, ...(linkedTo && { account: linkedTo }) });
    if (status === 'WORKING') check.linked = check.known;
  }

  /** Another window is at it: what becomes of it is no news. */
  #leave(check: Check): void {
    delete check.linked;
    this.#dueAfter(check, checkGap);
    this.#checks.know(check, { ...check.known, checking: false });
  }

  #suffer(check: Check, failure: Failure): void {
    const { known, linked } = check;
    check.failures++;
    this.#dueAfter(check, paceAfter(failure, check.failures, this.parts.chance()));
    // Once may be a gateway that is just being moved.
    const gone = failure.kind === 'instance' && known.failure?.kind === 'instance';
    this.#checks.know(check, { ...(gone ? { status: undefined } : known), checking: false, failure });
    if (!gone || !linked) return;
    delete check.linked;
    this.#dropped.fire({ ref: check.ref, before: linked, after: check.known });
  }

  /** A phone that reconnects goes through STARTING: only where it ends up tells whether it was dropped. */
  #watchLink(check: Check, status: SessionStatus): void {
    const { ref, linked, known } = check;
    if (!linked || !isDisconnected(status)) return;
    delete check.linked;
    this.#dropped.fire({ ref, before: linked, after: known });
  }

  /** Gives up the check under way, if there is one. */
  #abandon(check: Check): void {
    const inFlight = this.#flights.get(check);
    if (!inFlight) return;
    const { clock, pace } = this.parts;
    this.#flights.delete(check);
    inFlight.abort.abort();
    pace(check.ref).ended('session');
    check.endedAt = clock.elapsed();
    this.#lane(check.ref.gateway).abandoned();
    this.#dueAfter(check, 0);
    this.#checks.know(check, { ...check.known, checking: false });
  }
}

function failureOf(answer: Answer | undefined): Failure | undefined {
  if (!answer || answer.kind === 'status') return undefined;
  return answer.kind === 'failure' ? answer.failure : { kind: 'protocol' };
}
