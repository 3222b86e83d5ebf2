import type { Answer } from '../../src/core/gateways/answer';
import type { Pairing } from '../../src/core/pairing/pairing';
import type { StandInInstance } from '../gateway/instance';

/** One code of the gateway, from when it was first seen. */
interface Life {
  readonly from: number;
  readonly until: number;
}

/** A turn of the machine that takes longer, in ms, is one in which it was away. */
const longTurn = 500;
/** How long the machine may be away in the life of a code for everything to be on time still, in ms. */
const patience = 3_000;

/** A call that takes longer, in ms, is one whose answer never comes. */
const longCall = 10_000;

/** Sees what a gateway has and what a pairing shows, and compares them. All times are in ms and the pairing's, unless told. */
export class Watch {
  readonly #lives = new Map<string, Life>();
  #first: number | undefined;
  #last = 0;
  readonly #shown = new Set<string>();
  #current: string | undefined;
  /** Since when every answer was a code and the machine never away; undefined while there is trouble. */
  #quietSince: number | undefined;
  /** When the call under way began. */
  #asked: number | undefined;
  #lastTurn: number;
  /** The longest turns in the lives of the current code and the one before, which may still be on show. */
  #longestTurns: readonly [number, number] = [0, 0];
  /** For how long the machine was away in the life of the current code. */
  #stalled = 0;
  /** How late a code that a change brought would be covered. */
  #brought = -Infinity;
  /** Longest that a code was shown after its end, or would have been, beyond two turns of the machine: a timer may take as many. */
  late = -Infinity;
  /** Rotations in which nothing kept the pairing from the code, and of those the ones whose code it didn't show. */
  quiet = 0;
  missed = 0;

  constructor(
    private readonly instance: StandInInstance,
    private readonly life: number,
    private readonly now: () => number,
  ) {
    this.#lastTurn = now();
  }

  /** How often the gateway had a new code after the first; told by the time, for the machine may have been away for one. */
  get rotations(): number {
    return Math.round((this.#last - (this.#first ?? this.#last)) / this.life);
  }

  /** How many of the gateway's codes were shown. */
  get shown(): number {
    return this.#shown.size;
  }

  /** Takes a look between two turns of the machine, when whatever was due before the last look is done. */
  look(pairing: Pairing | undefined): void {
    const now = this.now();
    const turn = now - this.#lastTurn;
    const [longest, before] = this.#longestTurns;
    this.#longestTurns = [Math.max(longest, turn), before];
    this.#stalled += Math.max(turn - longTurn, 0);
    const hangs = this.#asked !== undefined && now - this.#asked > longCall;
    if (hangs || this.#stalled > patience) this.#quietSince = undefined;
    const { code } = this.instance.session;
    if (code && code.value !== this.#current) this.#rotated(code.value, { from: now, until: code.until });
    const { phase } = pairing ?? {};
    // What the last look found in its time can have been covered since.
    const seen = phase?.kind === 'scannable' ? this.#pastEnd(phase.code.value, now) : -Infinity;
    this.late = Math.max(this.late, Math.max(seen, this.#brought) - 2 * Math.max(...this.#longestTurns));
    this.#brought = -Infinity;
    this.#lastTurn = now;
  }

  /** Takes note of a call. */
  asked(): void {
    this.#asked = this.now();
  }

  /** Takes note of what came of a call. */
  heard(answer: Answer): void {
    this.#asked = undefined;
    this.#quietSince = answer.kind === 'code' ? (this.#quietSince ?? this.now()) : undefined;
  }

  /** Takes note that for a while no code is to be expected. */
  disturbed(): void {
    this.#quietSince = undefined;
  }

  /** Takes note of a change. */
  changed({ phase }: Pairing): void {
    if (phase.kind !== 'scannable' && phase.kind !== 'expired') return;
    const { value, expiresAt } = phase.code;
    this.#shown.add(value);
    if (phase.kind === 'scannable') this.#brought = Math.max(this.#brought, this.#pastEnd(value, expiresAt));
  }

  #rotated(value: string, life: Life): void {
    const before = this.#current;
    const { from } = this.#lives.get(before ?? '') ?? life;
    if (before !== undefined && this.#quietSince !== undefined && this.#quietSince <= from) {
      this.quiet++;
      if (!this.#shown.has(before)) this.missed++;
    }
    this.#current = value;
    this.#first ??= life.until;
    this.#last = life.until;
    this.#lives.set(value, life);
    this.#longestTurns = [this.now() - this.#lastTurn, this.#longestTurns[0]];
    this.#stalled = 0;
  }

  /** How long a code has been dead at an instant; one that no look found can only have lived since the last. */
  #pastEnd(value: string, at: number): number {
    const { code } = this.instance.session;
    const known = this.#lives.get(value) ?? (code?.value === value ? code : undefined);
    return at - (known?.until ?? this.#lastTurn);
  }
}
