import { LearnedLives } from '../../../../../src/core/code/codelives';
import { Pace } from '../../../../../src/core/gateways/instancepace';
import type { FirstRequest } from '../../../../../src/core/pairing/pairing';
import type { Phase } from '../../../../../src/core/pairing/phase';
import { PairingRunner } from '../../../../../src/core/pairing/runner';
import { steadyClock } from '../../../../../src/core/time/clock';
import { FakeMachine } from '../../../fakes/machine';
import type { Habits } from '../../../fakes/waha';
import { FakeWaha } from '../../../fakes/waha';

/** A part of time, in ms since the machine started. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** One pairing on a simulated WAHA. It notes when which code was on screen, to compare that with the codes' lives. */
export class WahaStage {
  readonly machine = new FakeMachine();
  readonly waha: FakeWaha;
  readonly runner: PairingRunner;
  readonly learned = new LearnedLives();
  /** Every phase in order, with the time when it began. */
  readonly phases: { readonly kind: Phase['kind']; readonly at: number }[] = [];
  /** The numbers of the codes that were on screen. */
  readonly numbers: (number | undefined)[] = [];
  readonly #shown: { readonly value: string; readonly from: number; to?: number }[] = [];

  constructor(readyAt: number, first: FirstRequest, habits: Partial<Habits> = {}, interval = 6_000) {
    this.waha = new FakeWaha(this.machine, readyAt, habits);
    const clock = steadyClock(this.machine);
    this.runner = new PairingRunner(
      {
        client: this.waha,
        clock,
        pace: new Pace(clock),
        note: () => undefined,
        chance: () => 0,
        interval: () => interval,
        learned: this.learned,
      },
      { first },
    );
    this.#note();
    this.runner.onDidChange(() => {
      this.#note();
    });
  }

  get phase(): Phase['kind'] {
    return this.runner.state.phase.kind;
  }

  /** The code on screen. */
  get shown(): string | undefined {
    const { phase } = this.runner.state;
    return phase.kind === 'scannable' ? phase.code.value : undefined;
  }

  get requestsForCodes(): number {
    return this.waha.requests.filter(({ request }) => request === 'qr').length;
  }

  /** Lets time pass until a condition is true; false if it isn't before that time is over. */
  async pass(ms: number, until: () => boolean = () => false): Promise<boolean> {
    const step = 50;
    const end = this.waha.now + ms;
    while (this.waha.now < end && !until()) await this.machine.pass(Math.min(step, end - this.waha.now));
    return until();
  }

  /** Lets the pairing run to its end. */
  async toTheEnd(): Promise<void> {
    await this.pass(300_000, () => this.phase === 'failed');
  }

  /** When a phase first began after a time; undefined if it didn't. */
  began(kinds: readonly Phase['kind'][], after: number): number | undefined {
    return this.phases.find(({ kind, at }) => at >= after && kinds.includes(kind))?.at;
  }

  /** How long codes that had ended were on screen, and the longest of these times, in ms. */
  get expired(): { readonly total: number; readonly longest: number } {
    const times = this.#spans.map((span) => length(span) - overlap(span, this.#lifeOf(span.value)));
    return { total: sum(times), longest: Math.max(0, ...times) };
  }

  /** How long live codes weren't on screen since the first one was shown, in ms. */
  get notShown(): number {
    const first = this.#shown[0]?.from ?? Infinity;
    const { now } = this.waha;
    return sum(
      this.waha.codes.map((code) => {
        const life = { from: Math.max(code.from, first), to: Math.min(code.to, this.waha.scannedAt, now) };
        const shown = this.#spans.filter(({ value }) => value === code.value);
        return length(life) - sum(shown.map((span) => overlap(span, life)));
      }),
    );
  }

  /** The codes that were never on screen while they were live, from a time on. */
  neverShown(after: number): readonly string[] {
    return this.waha.codes
      .filter(({ from, to }) => from >= after && to <= Math.min(this.waha.scannedAt, this.waha.now))
      .filter((code) => !this.#spans.some((span) => span.value === code.value && overlap(span, code) > 0))
      .map(({ value }) => value);
  }

  #note(): void {
    const { now } = this.waha;
    if (this.phases.at(-1)?.kind !== this.phase) this.phases.push({ kind: this.phase, at: now });
    const last = this.#shown.at(-1);
    const open = last && last.to === undefined ? last : undefined;
    if (open?.value === this.shown) return;
    if (open) open.to = now;
    const { phase } = this.runner.state;
    if (phase.kind !== 'scannable') return;
    this.#shown.push({ value: phase.code.value, from: now });
    if (this.numbers.at(-1) !== phase.code.number) this.numbers.push(phase.code.number);
  }

  get #spans(): readonly (Span & { readonly value: string })[] {
    return this.#shown.map(({ value, from, to = this.waha.now }) => ({ value, from, to }));
  }

  #lifeOf(value: string): Span {
    const code = this.waha.codes.find((each) => each.value === value);
    return code ?? { from: 0, to: 0 };
  }
}

function length({ from, to }: Span): number {
  return Math.max(to - from, 0);
}

function overlap(one: Span, other: Span): number {
  return length({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
