import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/core/gateways/answer';
import type { FirstRequest, Inherited, Pairing } from '../../../../src/core/pairing/pairing';
import { begin } from '../../../../src/core/pairing/pairing';
import { transition } from '../../../../src/core/pairing/transition';
import { nextWake } from '../../../../src/core/pairing/wake';
import { status } from '../../samples/answers';
import { now } from '../../samples/pairings';

/** A pairing whose requests are answered one after the other. Session checks between two polls are answered by themselves. */
export class ScriptedLife {
  /** The requests so far as "kind seconds", without the checks between two polls. */
  readonly requests: string[] = [];
  state: Pairing;
  /** The answer to session checks between two polls. */
  beside: Answer = status('SCAN_QR_CODE');
  #at = now;

  constructor(first: FirstRequest = 'qr', inherited: Inherited = {}) {
    this.state = begin(now, true, inherited, first);
  }

  /** Waits for the next request and answers each with one of the answers, at once. */
  answer(...answers: readonly Answer[]): this {
    for (const answer of answers) {
      const request = this.#nextRequest();
      this.requests.push(`${request} ${Math.round((this.#at - now) / 10) / 100}`);
      this.#answered(request, answer);
    }
    return this;
  }

  /** The phase, and why it is that one. */
  get outcome(): string {
    const { phase } = this.state;
    switch (phase.kind) {
      case 'failed':
        return phase.during ? `${phase.failure.kind} during ${phase.during}` : phase.failure.kind;
      case 'waiting':
        return `waiting because of ${phase.cause}`;
      case 'expired':
        return `covered because ${phase.because}`;
      default:
        return phase.kind;
    }
  }

  #nextRequest(): NonNullable<Pairing['inFlight']> {
    while (!this.state.inFlight) {
      const wake = nextWake(this.state);
      if (wake === undefined) assert.fail(`no request after ${this.requests.join()}`);
      this.#at = Math.max(this.#at, wake);
      this.state = transition(this.state, { type: 'due', at: this.#at, chance: 0 });
      if (this.state.checkSince !== undefined) this.#answered('session', this.beside);
    }
    return this.state.inFlight;
  }

  #answered(request: NonNullable<Pairing['inFlight']>, answer: Answer): void {
    const rest = { chance: 0, interval: 6_000 };
    this.state = transition(this.state, { type: 'answered', at: this.#at, request, answer, ...rest });
  }
}
