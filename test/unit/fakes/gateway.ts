import type { Answer } from '../../../src/core/gateways/answer';
import type { Clock } from '../../../src/core/time/clock';
import type { PairingRequest, PairingClient } from '../../../src/core/gateways/client';

/** A call as the gateway saw it. */
export interface SeenCall {
  readonly request: PairingRequest;
  /** Milliseconds since the gateway was made. */
  readonly at: number;
  readonly signal: AbortSignal;
  /** Gives the answer; for a call that the script leaves open. */
  readonly answer: (answer: Answer) => void;
}

/** What a script says to a call: an answer at once; `open`: none until the test gives one; `deaf`: the same, even when aborted. */
export type Line = Answer | 'open' | 'deaf';

/** A gateway that answers call after call from a script; after its end every call stays open. */
export class FakeGateway implements PairingClient {
  readonly requests: SeenCall[] = [];
  /** The phone numbers that a code was asked for. */
  readonly numbers: string[] = [];
  /** The most calls that were ever under way at once. */
  maxConcurrent = 0;
  readonly #script: Line[];
  readonly #madeAt: number;
  #underWay = 0;

  constructor(
    private readonly clock: Clock,
    ...script: readonly Line[]
  ) {
    this.#script = [...script];
    this.#madeAt = clock.now();
  }

  /** The calls so far, as "kind at seconds"; to a hundredth, for a timer of no length takes a fake machine 1 ms. */
  get log(): string[] {
    return this.requests.map(({ request, at }) => `${request} ${Math.round(at / 10) / 100}`);
  }

  /** The call made last. */
  get lastCall(): SeenCall {
    const last = this.requests.at(-1);
    if (!last) throw new Error('The gateway was not called yet.');
    return last;
  }

  async request(request: PairingRequest, signal: AbortSignal, number?: string): Promise<Answer> {
    if (number !== undefined) this.numbers.push(number);
    this.maxConcurrent = Math.max(this.maxConcurrent, ++this.#underWay);
    const line = this.#script.shift() ?? 'open';
    const answer = await new Promise<Answer>((resolve) => {
      this.requests.push({ request, at: this.clock.now() - this.#madeAt, signal, answer: resolve });
      if (line === 'deaf') return;
      if (line !== 'open') resolve(line);
      signal.addEventListener('abort', () => {
        resolve({ kind: 'failure', failure: { kind: 'network' } });
      });
    });
    this.#underWay--;
    return answer;
  }
}
