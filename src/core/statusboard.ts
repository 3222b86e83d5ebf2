import { CheckLane } from './checklane';
import type { Check, InstanceStatus } from './checkplan';
import { checkGap, isDropped, isMoreUrgent, mostAtOnce, paceAfter, paceOf, startGap } from './checkplan';
import type { Cancel, Clock } from './clock';
import type { Disposable } from './emitter';
import { Emitter } from './emitter';
import type { Failure } from './failure';
import { isTransient } from './failure';
import type { Account, Answer, SessionStatus } from './gateway';
import type { InstanceRef } from './instanceref';
import { refKey } from './instanceref';
import type { Pace } from './pace';

export type { InstanceStatus } from './checkplan';

/** What a status board is made of. */
export interface StatusBoardParts {
  readonly clock: Clock;
  /** A number in [0, 1) for the jitter of waits. */
  readonly chance: () => number;
  /** Makes one call for the session's status. */
  readonly ask: (ref: InstanceRef, signal: AbortSignal) => Promise<Answer>;
  readonly pace: (ref: InstanceRef) => Pace;
  /** Most calls in a minute, whatever the number of instances. */
  readonly budget: () => number;
  /** Whether a pairing asks already, so that nobody else need. */
  readonly busy: (ref: InstanceRef) => boolean;
}

/** A linked instance that is linked no longer. */
export interface Drop {
  readonly ref: InstanceRef;
  /** What was known when it was last seen linked. */
  readonly before: InstanceStatus;
  readonly after: InstanceStatus;
}

interface Flight {
  readonly abort: AbortController;
  readonly startedAt: number;
}

const unchecked: InstanceStatus = { status: undefined, checking: false };

/** What is known of many instances, kept fresh within a budget of calls; it waits only while some are watched. */
export class StatusBoard implements Disposable {
  readonly #changed = new Emitter<readonly InstanceRef[]>();
  readonly #dropped = new Emitter<Drop>();
  /** Fires with all that changed at one go. */
  readonly onDidChange = this.#changed.event;
  /** Fires once for each time that a linked instance was found to be linked no longer; not for what {@link learn} was told. */
  readonly onDidDrop = this.#dropped.event;

  readonly #checks = new Map<string, Check>();
  readonly #lanes = new Map<string, CheckLane>();
  readonly #flights = new Map<Check, Flight>();
  #watched: ReadonlySet<Check> = new Set();
  #order = 0;
  #startedAt = -Infinity;
  #cancelTimer: Cancel | undefined;
  #changes = new Set<Check>();
  #disposed = false;

  constructor(private readonly parts: StatusBoardParts) {}

  get(ref: InstanceRef): InstanceStatus {
    return this.#checks.get(refKey(ref))?.known ?? unchecked;
  }

  /** Says which instances are kept fresh from now on; checks of others are given up. The first are asked first. */
  watch(refs: readonly InstanceRef[]): void {
    if (this.#disposed) return;
    const before = this.#watched;
    const watched = new Set(refs.map((ref) => this.#checkOf(ref)));
    this.#watched = watched;
    for (const check of before) if (!watched.has(check)) this.#unwatch(check);
    for (const check of watched) if (!before.has(check)) this.#enlist(check);
    this.#pump();
  }

  /** Takes in what a pairing or an action has found out; that counts as a check. */
  learn(ref: InstanceRef, status: SessionStatus, account?: Account): void {
    if (this.#disposed) return;
    const check = this.#checkOf(ref);
    this.#replan(check, () => {
      this.#abandon(check);
      // Whoever told it knows of it: it is no news.
      delete check.linked;
      check.endedAt = this.parts.clock.elapsed();
      this.#take(check, status, account);
    });
    this.#pump();
  }

  /** Puts watched instances ahead of all others, whatever became of their last checks. */
  checkNow(refs: readonly InstanceRef[]): void {
    for (const check of this.#known(refs)) {
      if (!check.watched || this.#flights.has(check)) continue;
      this.#lane(check.ref.connection).hurry();
      this.#replan(check, () => {
        check.wanted = true;
        this.#dueAfter(check, 0);
      });
    }
    this.#pump();
  }

  /** Asks again what a connection refused: its token has changed. */
  forgive(connection: string): void {
    for (const check of this.#checks.values()) {
      const { failure } = check.known;
      if (check.ref.connection !== connection || !failure || isTransient(failure)) continue;
      this.#replan(check, () => {
        this.#dueAfter(check, 0);
      });
    }
    this.#pump();
  }

  /** Drops what is known of an instance. */
  forget(ref: InstanceRef): void {
    for (const check of this.#known([ref])) {
      this.#replan(check, () => {
        this.#abandon(check);
        delete check.linked;
        check.failures = 0;
        check.known = unchecked;
        this.#dueAfter(check, 0);
      });
      this.#touch(check);
      // One that was just asked is remembered, so that it isn't asked again too soon if it comes back.
      if (!check.watched && check.dueAt <= this.parts.clock.elapsed()) this.#checks.delete(refKey(ref));
    }
    this.#pump();
  }

  dispose(): void {
    this.watch([]);
    this.#disposed = true;
    this.#changed.dispose();
    this.#dropped.dispose();
  }

  #checkOf(ref: InstanceRef): Check {
    const key = refKey(ref);
    const found = this.#checks.get(key);
    if (found) return found;
    const order = this.#order++;
    const check = { ref, known: unchecked, watched: false, wanted: false, dueAt: 0, order, failures: 0 };
    this.#checks.set(key, check);
    return check;
  }

  #known(refs: readonly InstanceRef[]): readonly Check[] {
    return refs.map((ref) => this.#checks.get(refKey(ref))).filter((check) => check !== undefined);
  }

  #lane(connection: string): CheckLane {
    const lane = this.#lanes.get(connection) ?? new CheckLane();
    this.#lanes.set(connection, lane);
    return lane;
  }

  #enlist(check: Check): void {
    check.watched = true;
    check.order = this.#order++;
    this.#lane(check.ref.connection).add(check);
  }

  #unwatch(check: Check): void {
    this.#lane(check.ref.connection).remove(check);
    check.watched = false;
    check.wanted = false;
    this.#abandon(check);
  }

  /** Changes what the place of a check depends on. */
  #replan(check: Check, change: () => void): void {
    const lane = this.#lane(check.ref.connection);
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
    while (!this.#disposed && this.#flights.size < mostAtOnce) {
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
    for (const lane of this.#lanes.values()) {
      const readyAt = lane.readyAt(now) ?? Infinity;
      at = Math.min(at, readyAt);
      const { first } = lane;
      if (readyAt <= now && first && (!check || isMoreUrgent(first, check))) check = first;
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
    const flight = { abort: new AbortController(), startedAt: now };
    const lane = this.#lane(ref.connection);
    lane.remove(check);
    lane.started();
    this.#flights.set(check, flight);
    this.#startedAt = now;
    check.wanted = false;
    this.#know(check, { ...check.known, checking: true });
    // A pairing that begins meanwhile keeps its distance from this call.
    pace(ref).ended('session');
    void ask(ref, flight.abort.signal)
      .catch((): Answer => ({ kind: 'failure', failure: { kind: 'network' } }))
      .then((answer) => {
        if (this.#flights.get(check) === flight) this.#land(check, flight, answer);
      });
  }

  #land(check: Check, { startedAt }: Flight, answer: Answer): void {
    const { clock, chance, pace } = this.parts;
    const now = clock.elapsed();
    const failure = failureOf(answer);
    this.#flights.delete(check);
    pace(check.ref).ended('session');
    check.endedAt = now;
    this.#lane(check.ref.connection).answered(failure, startedAt, now, chance());
    this.#replan(check, () => {
      if (answer.kind === 'status') this.#take(check, answer.status, answer.account);
      else if (failure) this.#suffer(check, failure);
    });
    if (answer.kind === 'status') this.#watchLink(check, answer.status);
    this.#pump();
  }

  #take(check: Check, status: SessionStatus, account?: Account): void {
    const { known } = check;
    const same = status === 'WORKING' && known.status === 'WORKING' ? known.account : undefined;
    const linkedTo = account ?? same;
    check.failures = 0;
    this.#dueAfter(check, paceOf(status));
    const checkedAt = this.parts.clock.now();
    this.#know(check, { status, checkedAt, checking: false, ...(linkedTo && { account: linkedTo }) });
    if (status === 'WORKING') check.linked = check.known;
  }

  #suffer(check: Check, failure: Failure): void {
    check.failures++;
    this.#dueAfter(check, paceAfter(failure, check.failures, this.parts.chance()));
    this.#know(check, { ...check.known, checking: false, failure });
  }

  /** A phone that reconnects goes through STARTING: only where it ends up tells whether it was dropped. */
  #watchLink(check: Check, status: SessionStatus): void {
    const { ref, linked, known } = check;
    if (!linked || !isDropped(status)) return;
    delete check.linked;
    this.#dropped.fire({ ref, before: linked, after: known });
  }

  /** Gives up the check under way, if there is one. */
  #abandon(check: Check): void {
    const flight = this.#flights.get(check);
    if (!flight) return;
    const { clock, pace } = this.parts;
    this.#flights.delete(check);
    flight.abort.abort();
    pace(check.ref).ended('session');
    check.endedAt = clock.elapsed();
    this.#lane(check.ref.connection).abandoned();
    this.#dueAfter(check, 0);
    this.#know(check, { ...check.known, checking: false });
  }

  #know(check: Check, known: InstanceStatus): void {
    check.known = known;
    this.#touch(check);
  }

  #touch(check: Check): void {
    const first = this.#changes.size === 0;
    this.#changes.add(check);
    if (!first) return;
    void Promise.resolve().then(() => {
      const refs = [...this.#changes].map(({ ref }) => ref);
      this.#changes = new Set();
      this.#changed.fire(refs);
    });
  }
}

function failureOf(answer: Answer): Failure | undefined {
  if (answer.kind === 'status') return undefined;
  return answer.kind === 'failure' ? answer.failure : { kind: 'protocol' };
}
