import type { Answer } from '../../../src/core/gateways/answer';
import type { Clock } from '../../../src/core/time/clock';
import type { PairingRequest, PairingClient } from '../../../src/core/gateways/client';

/** A request that the gateway received. */
export interface SeenRequest {
  readonly request: PairingRequest;
  /** Milliseconds since the gateway was made. */
  readonly at: number;
  readonly signal: AbortSignal;
  /** Answers a request that the script leaves open. */
  readonly answer: (answer: Answer) => void;
}

/**
 * A reply in the script: an answer at once; `open`: no answer until the test gives one or the request is aborted;
 * `ignoresAbort`: no answer until the test gives one, even if the request is aborted.
 */
export type Reply = Answer | 'open' | 'ignoresAbort';

/** A gateway that answers one request after the other from a script; after the end of the script every request stays open. */
export class FakeGateway implements PairingClient {
  readonly requests: SeenRequest[] = [];
  /** The phone numbers in requests for a pairing code. */
  readonly numbers: string[] = [];
  /** The highest number of requests under way at once. */
  maxConcurrent = 0;
  readonly #script: Reply[];
  readonly #madeAt: number;
  #underWay = 0;

  constructor(
    private readonly clock: Clock,
    ...script: readonly Reply[]
  ) {
    this.#script = [...script];
    this.#madeAt = clock.now();
  }

  /** The requests so far as "kind seconds", rounded to hundredths, since a timer of 0 ms takes 1 ms on the fake machine. */
  get log(): string[] {
    return this.requests.map(({ request, at }) => `${request} ${Math.round(at / 10) / 100}`);
  }

  /** The last request. */
  get lastRequest(): SeenRequest {
    const last = this.requests.at(-1);
    if (!last) throw new Error('The gateway has received no request yet.');
    return last;
  }

  async request(request: PairingRequest, signal: AbortSignal, number?: string): Promise<Answer> {
    if (number !== undefined) this.numbers.push(number);
    this.maxConcurrent = Math.max(this.maxConcurrent, ++this.#underWay);
    const reply = this.#script.shift() ?? 'open';
    const answer = await new Promise<Answer>((resolve) => {
      this.requests.push({ request, at: this.clock.now() - this.#madeAt, signal, answer: resolve });
      if (reply === 'ignoresAbort') return;
      if (reply !== 'open') resolve(reply);
      signal.addEventListener('abort', () => {
        resolve({ kind: 'failure', failure: { kind: 'network' } });
      });
    });
    this.#underWay--;
    return answer;
  }
}
