import type { Clock } from '../time/clock';
import { Emitter } from '../events/emitter';
import { backoff } from '../failures/backoff';
import type { Failure, FailureKind } from '../failures/failure';

/** Wait between two checks whether an unreachable gateway is back, in ms. */
const probeGap = 10_000;
/** Wait before a refused request is sent again, in ms. */
export const refusedGap = 300_000;
/** A gateway counts as down after this many requests in a row that didn't reach it. */
const downAfter = 3;

/** Failures of requests that didn't reach a working gateway; a 5xx often comes from a server in front of it. */
const unreachable: ReadonlySet<FailureKind> = new Set([
  'network',
  'timeout',
  'certificate',
  'proxy',
  'firewall',
  'unavailable',
]);
const refusing: ReadonlySet<FailureKind> = new Set([
  'token',
  'credentials',
  'address',
  'redirect',
  'redirectLoop',
]);

/** A request that counts as under way until one of its methods is called; later calls change nothing. */
export interface PacedRequest {
  /** The request has ended, with or without an answer. */
  answered(failure?: Failure): void;
  /** The result is no longer needed, or the request wasn't sent. */
  abandoned(): void;
}

/**
 * Decides when the next request to a gateway may start, for everything that deals with many instances: the checks of the
 * poller and the commands of bulk actions. Both use the same pacer, so that each follows the limits that the gateway
 * reported to the other. All times are on the scale of {@link Clock.elapsed}.
 */
export class GatewayPacer {
  readonly #changed = new Emitter<undefined>();
  /** Fires soon after a request has ended, and after everything else that changes when the next request may start. */
  readonly onDidChange = this.#changed.event;
  #firingSoon = false;
  /** When the requests under way started. */
  readonly #underWay = new Map<PacedRequest, number>();
  #refusal: Failure | undefined;
  /** No check starts before this time after the gateway refused one. */
  #refusedUntil = -Infinity;
  /** Refusals of requests that started before this time no longer count. */
  #retriedAt = -Infinity;
  /** No request starts before this time after the gateway answered 429. */
  #limitedUntil = -Infinity;
  /** Bursts of 429s since the last successful request. */
  #rateLimits = 0;
  /** When the last burst began. */
  #limitedAt = -Infinity;
  /** Requests in a row that didn't reach the gateway. */
  #unreached = 0;
  /** No check starts before this time while the gateway is down. */
  #probeAt = -Infinity;

  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    /** A number in [0, 1) for the jitter of waits. */
    private readonly chance: () => number,
  ) {}

  /** Why the gateway refuses the requests for every instance; undefined if it doesn't. */
  get refusal(): Failure | undefined {
    return this.#refusal;
  }

  /** When the next check may start; Infinity if a request under way must end first. */
  checkAt(): number {
    const careful = this.#down || this.#refusal !== undefined;
    if (careful && this.#underWay.size > 0) return Infinity;
    return Math.max(this.commandAt(), this.#probeAt, this.#refusal ? this.#refusedUntil : -Infinity);
  }

  /**
   * When the user's next command may start; Infinity if a request under way must end first. Commands are sent even if the
   * gateway is down, so that the user sees at once that they fail.
   */
  commandAt(): number {
    return this.#rateLimits > 0 && this.#underWay.size > 0 ? Infinity : this.#limitedUntil;
  }

  /** Notes that a request starts. */
  start(): PacedRequest {
    const request: PacedRequest = {
      answered: (failure) => {
        const startedAt = this.#underWay.get(request);
        if (startedAt === undefined) return;
        this.#underWay.delete(request);
        // For `moved`, nothing was sent, and the end of a request that was given up says nothing about the gateway.
        if (failure?.kind !== 'moved' && failure?.kind !== 'givenUp') this.#applyResult(failure, startedAt);
        this.#fireSoon();
      },
      abandoned: () => {
        if (this.#underWay.delete(request)) this.#fireSoon();
      },
    };
    this.#underWay.set(request, this.clock.elapsed());
    return request;
  }

  /** Lets the next request start although the gateway is down or has refused: the user asked for it, or the token changed. */
  retryNow(): void {
    this.#probeAt = -Infinity;
    this.#refusal = undefined;
    this.#retriedAt = this.clock.elapsed();
    this.#fireSoon();
  }

  /** Forgets everything about the gateway because its URL has changed. */
  reset(): void {
    this.#underWay.clear();
    this.#limitedUntil = this.#limitedAt = -Infinity;
    this.#rateLimits = this.#unreached = 0;
    this.retryNow();
  }

  #applyResult(failure: Failure | undefined, startedAt: number): void {
    const now = this.clock.elapsed();
    if (failure?.kind === 'rateLimit') {
      this.#unreached = 0;
      this.#limitRate(failure, startedAt, now);
    } else if (failure && unreachable.has(failure.kind)) {
      this.#unreached++;
      if (this.#down) this.#probeAt = now + probeGap;
      if (this.#refusal) this.#refusedUntil = now + refusedGap;
    } else {
      this.#unreached = 0;
      this.#probeAt = -Infinity;
      if (!failure) this.#refusal = undefined;
      else if (refusing.has(failure.kind) && startedAt >= this.#retriedAt) this.#refusal = failure;
      if (this.#refusal) this.#refusedUntil = now + refusedGap;
      if (startedAt >= this.#limitedAt) this.#rateLimits = 0;
    }
  }

  /** Requests that started before the first 429 couldn't follow it, so their 429s belong to the same burst. */
  #limitRate(failure: Failure, startedAt: number, now: number): void {
    if (startedAt >= this.#limitedAt) {
      this.#rateLimits++;
      this.#limitedAt = now;
    }
    const { ms } = backoff(this.#rateLimits, this.chance(), failure.retryAfterMs);
    this.#limitedUntil = Math.max(this.#limitedUntil, now + ms);
  }

  get #down(): boolean {
    return this.#unreached >= downAfter;
  }

  /** Fires after the caller is done, since a listener may start requests immediately. */
  #fireSoon(): void {
    if (this.#firingSoon) return;
    this.#firingSoon = true;
    void Promise.resolve().then(() => {
      this.#firingSoon = false;
      this.#changed.fire(undefined);
    });
  }
}
