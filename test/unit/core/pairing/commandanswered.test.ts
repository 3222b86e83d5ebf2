import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/core/gateways/answer';
import type { FirstRequest, Pairing } from '../../../../src/core/pairing/pairing';
import { begin } from '../../../../src/core/pairing/pairing';
import { nextWake } from '../../../../src/core/pairing/wake';
import { transition } from '../../../../src/core/pairing/transition';
import { codeAnswer, failure, status } from '../../samples/answers';
import { now } from '../../samples/pairings';

const done: Answer = { kind: 'done' };
const refused = failure('alreadyStarted', { status: 422, message: 'Session already started.' });

/** A pairing that begins with a command, its requests so far, and seconds that have passed. */
class Life {
  readonly requests: string[] = [];
  state: Pairing;
  #at = now;

  constructor(first: FirstRequest) {
    this.state = begin(now, true, {}, first);
  }

  /** Waits for the next request and answers it at once. */
  answer(answer: Answer): this {
    while (!this.state.inFlight) {
      const wake = nextWake(this.state);
      assert.ok(wake !== undefined, `no request after ${this.requests.join()}`);
      this.#at = Math.max(this.#at, wake);
      this.state = transition(this.state, { type: 'due', at: this.#at, chance: 0 });
    }
    const request = this.state.inFlight;
    this.requests.push(`${request} ${(this.#at - now) / 1_000}`);
    this.state = transition(this.state, {
      type: 'answered',
      at: this.#at,
      request,
      answer,
      chance: 0,
      interval: 6_000,
    });
    return this;
  }

  get end(): string {
    const { phase } = this.state;
    return phase.kind === 'failed' ? `${phase.failure.kind} during ${phase.during ?? 'no command'}` : phase.kind;
  }
}

describe('commandAnswered', () => {
  it('requests a code once a command is accepted, and its next code is the first one', () => {
    for (const command of ['start', 'restart'] as const) {
      const life = new Life(command).answer(done).answer(codeAnswer('A'));
      assert.deepEqual(life.requests, [`${command} 0`, 'qr 0']);
      assert.equal(life.state.history.number, 1);
      assert.equal(life.state.memory.commanded?.command, command);
    }
  });

  it('shows a code after a logout that was asked for with one', () => {
    const life = new Life('logoutThenQr').answer(done).answer(codeAnswer('A', 20));
    assert.deepEqual(life.requests, ['logout 0', 'qr 0']);
    assert.equal(life.end, 'scannable');
  });

  it('never takes a code from before a command for a new one', () => {
    let { state } = new Life('qr').answer(codeAnswer('A', 20));
    state = begin(now, true, { history: state.history }, 'restart');
    const life = new Life('restart');
    life.state = state;
    life.answer(done).answer(codeAnswer('A', 20));
    assert.ok(life.state.phase.kind === 'expired' && life.state.phase.because === 'repeated');
    life.answer(codeAnswer('B', 20));
    assert.equal(life.end, 'scannable');
  });

  it('waits while a session that was just started still reports STOPPED or FAILED, or isn’t found', () => {
    for (const answer of [status('STOPPED'), status('FAILED'), failure('instance', { status: 404 })]) {
      const life = new Life('start').answer(done).answer(answer);
      assert.equal(life.end, 'waiting');
    }
  });

  it('says what was refused', () => {
    const life = new Life('restart').answer(failure('unavailable', { status: 500, message: 'No.' }));
    assert.deepEqual(life.state.phase, {
      kind: 'failed',
      failure: { kind: 'unavailable', status: 500, message: 'No.' },
      during: 'restart',
    });
  });

  describe('to a start that is refused because the session is running', () => {
    it('asks for the status, and requests the code if there is one', () => {
      const life = new Life('start').answer(refused).answer(status('SCAN_QR_CODE')).answer(codeAnswer('A', 20));
      assert.deepEqual(life.requests, ['start 0', 'session 0', 'qr 0']);
      assert.equal(life.end, 'scannable');
    });

    it('stops and starts the session if it has failed', () => {
      const life = new Life('start').answer(refused).answer(status('FAILED')).answer(done).answer(done);
      life.answer(codeAnswer('A', 20));
      assert.deepEqual(life.requests, ['start 0', 'session 0', 'stop 0', 'start 0', 'qr 0']);
      assert.equal(life.end, 'scannable');
      assert.equal(life.state.history.number, 1);
    });

    it('ends if the start is refused again after that', () => {
      const life = new Life('start').answer(refused).answer(status('FAILED')).answer(done).answer(refused);
      assert.equal(life.end, 'alreadyStarted during start');
    });

    it('ends if the stop fails', () => {
      const life = new Life('start').answer(refused).answer(status('FAILED')).answer(failure('timeout'));
      assert.equal(life.end, 'timeout during stop');
    });

    it('stops and starts only once if the session fails again', () => {
      const life = new Life('start').answer(refused).answer(status('FAILED')).answer(done).answer(done);
      for (let count = 0; count < 4 && life.state.phase.kind !== 'failed'; count++) life.answer(status('FAILED'));
      assert.deepEqual(
        life.requests.filter((request) => !/qr|session/.test(request)),
        ['start 0', 'stop 0', 'start 0'],
      );
      assert.equal(life.end, 'sessionFailed during no command');
    });
  });
});

describe('unlinkingAnswered', () => {
  it('counts the phone as unlinked once the status shows it', () => {
    for (const shown of [
      status('SCAN_QR_CODE'),
      status('STARTING'),
      status('STOPPED'),
      status('FAILED'),
      failure('instance', { status: 404 }),
    ]) {
      const life = new Life('logout').answer(done).answer(status('WORKING')).answer(shown);
      assert.deepEqual(life.requests, ['logout 0', 'session 0', 'session 5']);
      assert.equal(life.end, 'unlinked');
    }
  });

  it('says that it isn’t confirmed if the phone is still linked after 15 s, or the status is unclear', () => {
    for (const answer of [status('WORKING'), status('unknown'), failure('network')]) {
      const life = new Life('logout').answer(done);
      for (let count = 0; count < 4; count++) life.answer(answer);
      assert.deepEqual(life.requests, ['logout 0', 'session 0', 'session 5', 'session 10', 'session 15']);
      assert.equal(life.end, 'unconfirmed during logout');
    }
  });

  it('gives the gateway the time that it asks for, but not more than a minute', () => {
    const soon = new Life('logout').answer(done).answer(failure('rateLimit', { retryAfterMs: 30_000 }));
    assert.equal(soon.answer(status('SCAN_QR_CODE')).requests.at(-1), 'session 30');
    assert.equal(soon.end, 'unlinked');
    const late = new Life('logout').answer(done).answer(failure('rateLimit', { retryAfterMs: 61_000 }));
    assert.equal(late.end, 'unconfirmed during logout');
  });
});
