import { backoff } from '../failures/backoff';
import type { Check, Turn } from './checkplan';
import {
  checkGap,
  isDueEarlier,
  isFirst,
  isMoreUrgent,
  isRefusal,
  isUnreachable,
  refusedPace,
} from './checkplan';
import type { Failure } from '../failures/failure';
import { PriorityQueue } from './priorityqueue';

/** So many checks in a row that don't get through mean that the gateway is down. */
const downAfter = 3;

/** The checks of one gateway, and how much it can take; all times are on the scale of `Clock.elapsed`. */
export class CheckLane {
  readonly #waiting = new PriorityQueue<Check>(isDueEarlier);
  readonly #front = new PriorityQueue<Check>(isMoreUrgent);
  readonly #back = new PriorityQueue<Check>(isMoreUrgent);
  #underWay = 0;
  #refusal: Failure | undefined;
  /** When a gateway that was refused is tried again. */
  #refusedUntil = -Infinity;
  /** When the gateway may be asked again that wanted to be left alone. */
  #restsUntil = -Infinity;
  #slowdowns = 0;
  #slowedAt = -Infinity;
  /** Checks in a row that didn't get through. */
  #unreached = 0;
  /** When a gateway that is down is tried again. */
  #probeAt = -Infinity;

  /** Takes a check in. */
  add(check: Check): void {
    this.#waiting.add(check);
  }

  /** Takes a check out, wherever it stands; what its place depends on may be changed only then. */
  remove(check: Check): boolean {
    return this.#waiting.remove(check) || this.#front.remove(check) || this.#back.remove(check);
  }

  /** When the next check may start; undefined if none can before one under way has ended. */
  readyAt(now: number): number | undefined {
    for (let next = this.#waiting.first; next && next.dueAt <= now; next = this.#waiting.first) {
      this.#waiting.remove(next);
      (next.front || next.wanted ? this.#front : this.#back).add(next);
    }
    const first = this.#front.first || this.#back.first ? now : this.#waiting.first?.dueAt;
    if (first === undefined || (this.#oneAtATime && this.#underWay > 0)) return undefined;
    return Math.max(first, this.#restsUntil, this.#probeAt, this.#refusal ? this.#refusedUntil : -Infinity);
  }

  /** The check that goes first of those that are due. */
  first(turn: Turn): Check | undefined {
    const [front, back] = [this.#front.first, this.#back.first];
    if (!front || !back) return front ?? back;
    return isFirst(front, back, turn) ? front : back;
  }

  /** Why the gateway refused the gateway itself, if it did: then one of its instances is asked about every now and then. */
  get refusal(): Failure | undefined {
    return this.#refusal;
  }

  /** Notes that a check has started. */
  started(): void {
    this.#underWay++;
  }

  /** Notes that a check was given up. */
  abandoned(): void {
    this.#underWay--;
  }

  /** Notes what a check brought that started at `startedAt`. */
  answered(failure: Failure | undefined, startedAt: number, now: number, chance: number): void {
    this.#underWay--;
    if (failure?.kind === 'rateLimit') {
      this.#unreached = 0;
      this.#slowDown(failure, startedAt, now, chance);
    } else if (failure && isUnreachable(failure)) {
      this.#unreached++;
      if (this.#down) this.#probeAt = now + checkGap;
    } else {
      this.#unreached = 0;
      this.#probeAt = -Infinity;
      if (!failure || isRefusal(failure)) this.#refusal = failure;
      if (this.#refusal) this.#refusedUntil = now + refusedPace;
      if (startedAt >= this.#slowedAt) this.#slowdowns = 0;
    }
  }

  /** The user doesn't want to wait until a gateway that is down, or that was refused, is tried again. */
  hurry(): void {
    this.#probeAt = -Infinity;
    this.#refusal = undefined;
  }

  /** The gateway leads to another gateway: what this one has said doesn't count any more. */
  reset(): void {
    this.hurry();
    this.#restsUntil = this.#slowedAt = -Infinity;
    this.#slowdowns = this.#unreached = 0;
  }

  /** Those that started before the gateway spoke up can't have heeded it: they are one wish to be left alone, not several. */
  #slowDown(failure: Failure, startedAt: number, now: number, chance: number): void {
    if (startedAt >= this.#slowedAt) {
      this.#slowdowns++;
      this.#slowedAt = now;
    }
    const { ms } = backoff(this.#slowdowns, chance, failure.retryAfterMs);
    this.#restsUntil = Math.max(this.#restsUntil, now + ms);
  }

  get #down(): boolean {
    return this.#unreached >= downAfter;
  }

  get #oneAtATime(): boolean {
    return this.#down || this.#slowdowns > 0 || this.#refusal !== undefined;
  }
}
