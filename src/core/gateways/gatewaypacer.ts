import type { Clock } from '../time/clock';
import { Emitter } from '../events/emitter';
import { backoff } from '../failures/backoff';
import type { Failure, FailureKind } from '../failures/failure';

/** Pause between two tries of a gateway that is down, in ms. */
export const probeGap = 10_000;
/** How long what a gateway has refused is not asked again, in ms. */
export const refusedGap = 300_000;
/** After so many requests in a row that don't reach it, a gateway counts as down. */
const downAfter = 3;

const unreachable: ReadonlySet<FailureKind> = new Set(['network', 'timeout', 'certificate', 'proxy']);
const refusing: ReadonlySet<FailureKind> = new Set(['token', 'redirect']);

/** A request that counts as under way until one of the two is called; what is called after that changes nothing. */
export interface PacedRequest {
  /** The request has ended, with or without an answer. */
  answered(failure?: Failure): void;
  /** Nobody waits for its end any longer, or it wasn't sent at all. */
  abandoned(): void;
}

/**
 * Decides when one gateway may be sent the next request of all that deal with many instances: the checks of the poller
 * and the commands of bulk actions. Both use the same pacer, so that each heeds what the gateway has told the other.
 * All times are on the scale of {@link Clock.elapsed}.
 */
export class GatewayPacer {
  readonly #changed = new Emitter<undefined>();
  /** Fires soon after a request has ended, and after whatever else may let the next one start, or forbid it. */
  readonly onDidChange = this.#changed.event;
  #announcing = false;
  /** When the requests under way started. */
  readonly #underWay = new Map<PacedRequest, number>();
  #refusal: Failure | undefined;
  /** Until then a gateway that has refused isn't asked. */
  #refusedUntil = -Infinity;
  /** What requests that started before this are refused no longer counts. */
  #retriedAt = -Infinity;
  /** Until then a gateway that has answered 429 isn't asked. */
  #restsUntil = -Infinity;
  /** Bursts of 429s since the last request that went well. */
  #slowdowns = 0;
  /** When the last burst began. */
  #slowedAt = -Infinity;
  /** Requests in a row that didn't reach the gateway. */
  #unreached = 0;
  /** Until then a gateway that is down isn't tried again. */
  #probeAt = -Infinity;

  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    /** A number in [0, 1) for the jitter of waits. */
    private readonly chance: () => number,
  ) {}

  /** Why the gateway refuses every request, whichever instance it is about; undefined if it doesn't. */
  get refusal(): Failure | undefined {
    return this.#refusal;
  }

  /** When the next check may start; Infinity: not before a request under way has ended. */
  checkAt(): number {
    const careful = this.#down || this.#refusal !== undefined;
    if (careful && this.#underWay.size > 0) return Infinity;
    return Math.max(this.commandAt(), this.#probeAt, this.#refusal ? this.#refusedUntil : -Infinity);
  }

  /**
   * When the next command of the user's may start; Infinity: not before a request under way has ended. A gateway that is
   * down is sent commands all the same: the user should hear at once that they fail.
   */
  commandAt(): number {
    return this.#slowdowns > 0 && this.#underWay.size > 0 ? Infinity : this.#restsUntil;
  }

  /** Notes that a request starts. */
  start(): PacedRequest {
    const request: PacedRequest = {
      answered: (failure) => {
        const startedAt = this.#underWay.get(request);
        if (startedAt === undefined) return;
        this.#underWay.delete(request);
        // Then nothing was sent.
        if (failure?.kind !== 'moved') this.#heed(failure, startedAt);
        this.#announce();
      },
      abandoned: () => {
        if (this.#underWay.delete(request)) this.#announce();
      },
    };
    this.#underWay.set(request, this.clock.elapsed());
    return request;
  }

  /** Lets the next request start though the gateway is down or has refused: the user asks for it, or the token is another one now. */
  retryNow(): void {
    this.#probeAt = -Infinity;
    this.#refusal = undefined;
    this.#retriedAt = this.clock.elapsed();
    this.#announce();
  }

  /** Forgets all that the gateway has said: its URL is another one now. */
  reset(): void {
    this.#underWay.clear();
    this.#restsUntil = this.#slowedAt = -Infinity;
    this.#slowdowns = this.#unreached = 0;
    this.retryNow();
  }

  /** Draws conclusions from the end of a request. */
  #heed(failure: Failure | undefined, startedAt: number): void {
    const now = this.clock.elapsed();
    if (failure?.kind === 'rateLimit') {
      this.#unreached = 0;
      this.#slowDown(failure, startedAt, now);
    } else if (failure && unreachable.has(failure.kind)) {
      this.#unreached++;
      if (this.#down) this.#probeAt = now + probeGap;
    } else {
      this.#unreached = 0;
      this.#probeAt = -Infinity;
      if (!failure) this.#refusal = undefined;
      else if (refusing.has(failure.kind) && startedAt >= this.#retriedAt) this.#refusal = failure;
      if (this.#refusal) this.#refusedUntil = now + refusedGap;
      if (startedAt >= this.#slowedAt) this.#slowdowns = 0;
    }
  }

  /** Requests that started before the gateway answered 429 couldn't heed it: what they are answered is the same burst. */
  #slowDown(failure: Failure, startedAt: number, now: number): void {
    if (startedAt >= this.#slowedAt) {
      this.#slowdowns++;
      this.#slowedAt = now;
    }
    const { ms } = backoff(this.#slowdowns, this.chance(), failure.retryAfterMs);
    this.#restsUntil = Math.max(this.#restsUntil, now + ms);
  }

  get #down(): boolean {
    return this.#unreached >= downAfter;
  }

  /** Whoever listens may start requests at once, so it waits until the caller is done. */
  #announce(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    void Promise.resolve().then(() => {
      this.#announcing = false;
      this.#changed.fire(undefined);
    });
  }
}
