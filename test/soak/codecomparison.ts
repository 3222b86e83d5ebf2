import type { Answer } from '../../src/core/gateways/answer';
import type { Pairing } from '../../src/core/pairing/pairing';
import type { StandInInstance } from '../gateway/instance';

/** When one code of the gateway was first seen, and when it expires. */
interface Validity {
  readonly from: number;
  readonly until: number;
}

/** A turn of the event loop that takes longer, in ms, means that the machine was busy. */
const longTurn = 500;
/** How long the machine may be busy while a code is valid before a delay is accepted, in ms. */
const maxStall = 3_000;

/** A request that takes longer, in ms, gets no answer. */
const longRequest = 10_000;

/** Compares the codes of a gateway with what a pairing shows. All times are in ms of the pairing's clock, unless noted. */
export class CodeComparison {
  readonly #validities = new Map<string, Validity>();
  #first: number | undefined;
  #last = 0;
  readonly #shown = new Set<string>();
  #current: string | undefined;
  /** Since when every answer was a code and the machine not busy; undefined otherwise. */
  #undisturbedSince: number | undefined;
  /** When the open request started. */
  #requestedAt: number | undefined;
  #lastTurn: number;
  /** The longest turns while the current code and the one before it were valid, since both may be visible. */
  #longestTurns: readonly [number, number] = [0, 0];
  /** How long the machine was busy while the current code was valid. */
  #stalled = 0;
  /** How late a code from a change would be covered. */
  #lateAfterChange = -Infinity;
  /** Longest time that an expired code was visible, or would have been, beyond two turns of the event loop: a timer may take that long. */
  late = -Infinity;
  /** Rotations without disturbance, and the ones among them whose code the pairing did not show. */
  undisturbed = 0;
  missed = 0;

  constructor(
    private readonly instance: StandInInstance,
    private readonly lifetime: number,
    private readonly now: () => number,
  ) {
    this.#lastTurn = now();
  }

  /** How often the gateway had a new code after the first; calculated from the time, because a check may miss one. */
  get rotations(): number {
    return Math.round((this.#last - (this.#first ?? this.#last)) / this.lifetime);
  }

  /** How many of the gateway's codes were shown. */
  get shown(): number {
    return this.#shown.size;
  }

  /** Checks between two turns of the event loop, when everything that was due before the last check is done. */
  check(pairing: Pairing | undefined): void {
    const now = this.now();
    const turn = now - this.#lastTurn;
    const [longest, before] = this.#longestTurns;
    this.#longestTurns = [Math.max(longest, turn), before];
    this.#stalled += Math.max(turn - longTurn, 0);
    const isHanging = this.#requestedAt !== undefined && now - this.#requestedAt > longRequest;
    if (isHanging || this.#stalled > maxStall) this.#undisturbedSince = undefined;
    const { code } = this.instance.session;
    if (code && code.value !== this.#current) this.#rotated(code.value, { from: now, until: code.until });
    const { phase } = pairing ?? {};
    // A code that was live at the last check may have been covered since.
    const seen = phase?.kind === 'scannable' ? this.#timeSinceExpiry(phase.code.value, now) : -Infinity;
    this.late = Math.max(
      this.late,
      Math.max(seen, this.#lateAfterChange) - 2 * Math.max(...this.#longestTurns),
    );
    this.#lateAfterChange = -Infinity;
    this.#lastTurn = now;
  }

  /** Notes the start of a request. */
  requestStarted(): void {
    this.#requestedAt = this.now();
  }

  /** Notes the answer to a request. */
  requestEnded(answer: Answer): void {
    this.#requestedAt = undefined;
    this.#undisturbedSince = answer.kind === 'code' ? (this.#undisturbedSince ?? this.now()) : undefined;
  }

  /** Notes that no code is expected for a while. */
  interrupted(): void {
    this.#undisturbedSince = undefined;
  }

  /** Notes a change of the pairing. */
  pairingChanged({ phase }: Pairing): void {
    if (phase.kind !== 'scannable' && phase.kind !== 'expired') return;
    const { value, expiresAt } = phase.code;
    this.#shown.add(value);
    if (phase.kind === 'scannable')
      this.#lateAfterChange = Math.max(this.#lateAfterChange, this.#timeSinceExpiry(value, expiresAt));
  }

  #rotated(value: string, validity: Validity): void {
    const before = this.#current;
    const { from } = this.#validities.get(before ?? '') ?? validity;
    if (before !== undefined && this.#undisturbedSince !== undefined && this.#undisturbedSince <= from) {
      this.undisturbed++;
      if (!this.#shown.has(before)) this.missed++;
    }
    this.#current = value;
    this.#first ??= validity.until;
    this.#last = validity.until;
    this.#validities.set(value, validity);
    this.#longestTurns = [this.now() - this.#lastTurn, this.#longestTurns[0]];
    this.#stalled = 0;
  }

  /** How long ago a code expired; a code that no check has found can only have existed since the last one. */
  #timeSinceExpiry(value: string, at: number): number {
    const { code } = this.instance.session;
    const known = this.#validities.get(value) ?? (code?.value === value ? code : undefined);
    return at - (known?.until ?? this.#lastTurn);
  }
}
