import assert from 'node:assert/strict';
import type { Clock } from '../../../src/core/clock';
import { steadyClock } from '../../../src/core/clock';
import type { Answer } from '../../../src/core/gateway';
import { Pace } from '../../../src/core/pace';
import type { Phase, SessionCommand } from '../../../src/core/pairing';
import { PairingSession } from '../../../src/core/session';
import type { Note, TraceEntry } from '../../../src/core/trace';
import { describe as describeEntry } from '../../../src/core/trace';
import type { Line } from '../fakes/gateway';
import { FakeGateway } from '../fakes/gateway';
import { FakeMachine } from '../fakes/machine';
import { codeAnswer, failure, status } from '../samples/answers';
import { account } from '../samples/pairings';

const starting = status('STARTING');
const linked: Answer = { kind: 'status', status: 'WORKING', account };

/** A session on a fake machine, with a gateway that follows a script. */
class Stage {
  readonly machine = new FakeMachine();
  readonly clock: Clock = steadyClock(this.machine);
  readonly pace = new Pace(this.clock);
  readonly notes: TraceEntry[] = [];
  readonly gateway: FakeGateway;
  readonly session: PairingSession;
  /** Every phase as it was entered. */
  readonly phases: Phase['kind'][] = [];
  chance = 0;

  constructor(...script: readonly Line[]) {
    this.gateway = new FakeGateway(this.clock, ...script);
    this.session = this.open();
    this.session.onDidChange(({ phase }) => {
      if (this.phases.at(-1) !== phase.kind) this.phases.push(phase.kind);
    });
  }

  /** Another session for the same instance. */
  open(visible = true, first: 'qr' | SessionCommand = 'qr'): PairingSession {
    const { gateway, clock, pace } = this;
    const note: Note = (entry) => {
      this.notes.push(entry);
    };
    const parts = { gateway, clock, pace, note, chance: () => this.chance, interval: () => 6_000 };
    return new PairingSession(parts, visible, first);
  }

  get phase(): Phase['kind'] {
    return this.session.state.phase.kind;
  }

  async pass(seconds: number): Promise<void> {
    await this.machine.pass(seconds * 1_000);
  }
}

describe('PairingSession', () => {
  describe('while the session on the gateway is starting', () => {
    it('asks again after exactly 10, 20 and 40 s if chance adds nothing, then shows the code', async () => {
      const stage = new Stage(starting, starting, starting, codeAnswer('A', 60));
      const announced: (number | undefined)[] = [];
      stage.session.onDidChange(({ plan }) => {
        if (plan) announced.push(plan.seconds);
      });
      await stage.pass(70);
      const times = stage.gateway.calls.map(({ at }) => at);
      assert.deepEqual(times, [0, 10_000, 30_000, 70_000]);
      assert.deepEqual(announced.slice(0, 3), [10, 20, 40]);
      assert.equal(stage.phase, 'scannable');
    });

    it('asks again at most a tenth later, whatever chance says', async () => {
      const stage = new Stage(starting, starting, starting, codeAnswer('A', 60));
      stage.chance = 1 - Number.EPSILON;
      await stage.pass(78);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 11', 'qr 33', 'qr 77']);
    });

    it('asks every 60 s after that', async () => {
      const stage = new Stage(...Array<Line>(7).fill(starting));
      await stage.pass(250);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 10', 'qr 30', 'qr 70', 'qr 130', 'qr 190', 'qr 250']);
    });

    it('asks at once when the user doesn’t want to wait, but not within 5 s', async () => {
      const stage = new Stage(starting, starting);
      await stage.pass(2);
      stage.session.retry();
      await stage.pass(5);
      stage.session.retry();
      await stage.pass(1);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5']);
      await stage.pass(2);
      stage.session.retry();
      await stage.pass(3);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5', 'qr 10']);
    });
  });

  describe('while a code is on screen', () => {
    it('polls at the interval and follows a rotation', async () => {
      const stage = new Stage(codeAnswer('A', 24), codeAnswer('A', 18), codeAnswer('B', 20));
      await stage.pass(12);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'qr 12']);
      const { phase, codes } = stage.session.state;
      assert.ok(phase.kind === 'scannable');
      assert.equal(phase.code.value, 'B');
      assert.equal(codes, 2);
    });

    it('covers it on time though the gateway never answers', async () => {
      const stage = new Stage(codeAnswer('A', 24));
      await stage.machine.pass(23_999);
      assert.equal(stage.phase, 'scannable');
      await stage.machine.pass(1);
      assert.equal(stage.phase, 'lapsed');
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6']);
    });

    it('covers one without an expiry 20 s after it was confirmed last', async () => {
      const stage = new Stage(codeAnswer('A'), codeAnswer('A'));
      await stage.machine.pass(25_999);
      assert.equal(stage.phase, 'scannable');
      await stage.machine.pass(1);
      assert.equal(stage.phase, 'lapsed');
    });

    it('keeps a good one through hiccups', async () => {
      const stage = new Stage(codeAnswer('A', 60), failure('unavailable'), failure('network'));
      await stage.pass(36);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'qr 16', 'qr 36']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable']);
    });

    it('notices a scan, follows it every 5 s and ends when linked', async () => {
      const stage = new Stage(codeAnswer('A', 60), starting, starting, starting, linked);
      await stage.pass(60);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'session 6', 'session 11', 'session 16']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'linking', 'linked']);
      assert.equal(stage.machine.timers, 0);
    });

    it('asks for the account once where the raw call said that it is linked', async () => {
      const stage = new Stage(codeAnswer('A', 60), status('WORKING'), linked);
      await stage.pass(600);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6', 'session 6']);
      const { phase } = stage.session.state;
      assert.ok(phase.kind === 'linked');
      assert.deepEqual(phase.account, account);
      assert.equal(stage.machine.timers, 0);
    });
  });

  describe('when the panel is hidden', () => {
    it('fetches no code, but notices every 10 s whether a phone was linked', async () => {
      const ready = status('SCAN_QR_CODE');
      const stage = new Stage(codeAnswer('A', 20), ready, ready, linked);
      await stage.pass(1);
      stage.session.setVisible(false);
      await stage.pass(100);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 11', 'session 21', 'session 31']);
      assert.deepEqual(stage.phases, ['connecting', 'scannable', 'paused', 'linked']);
    });

    it('asks for a code at once when it is shown again', async () => {
      const stage = new Stage(codeAnswer('A', 4), status('SCAN_QR_CODE'), codeAnswer('B', 20));
      await stage.pass(1);
      stage.session.setVisible(false);
      await stage.pass(14);
      stage.session.setVisible(true);
      await stage.pass(0);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 11', 'qr 15']);
      assert.equal(stage.phase, 'scannable');
    });

    it('gives a check that hangs up for the code, when it is shown again', async () => {
      const stage = new Stage(codeAnswer('A', 4), 'open', codeAnswer('B', 20));
      await stage.pass(1);
      stage.session.setVisible(false);
      await stage.pass(12);
      const check = stage.gateway.lastCall;
      stage.session.setVisible(true);
      assert.ok(check.signal.aborted);
      await stage.pass(0);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'session 11', 'qr 13']);
      assert.equal(stage.phase, 'scannable');
    });

    it('keeps 5 s between raw calls however often it is shown and hidden', async () => {
      const stage = new Stage(codeAnswer('A', 60), codeAnswer('A', 59));
      await stage.pass(1);
      for (const visible of [false, true, false, true]) stage.session.setVisible(visible);
      await stage.pass(4);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5']);
    });

    it('begins with a check where it opens hidden', async () => {
      const stage = new Stage(linked);
      stage.session.dispose();
      stage.open(false);
      await stage.pass(0);
      assert.deepEqual(stage.gateway.log, ['session 0']);
    });
  });

  describe('when stopped', () => {
    it('aborts the call under way, drops a late answer and starts no other', async () => {
      const stage = new Stage('open', codeAnswer('A', 60));
      await stage.pass(1);
      stage.session.stop();
      assert.ok(stage.gateway.lastCall.signal.aborted);
      stage.gateway.lastCall.answer(codeAnswer('late', 60));
      await stage.pass(3_600);
      assert.equal(stage.phase, 'stopped');
      assert.deepEqual(stage.gateway.log, ['qr 0']);
      assert.equal(stage.machine.timers, 0);
    });

    it('drops an answer that comes in the same moment', async () => {
      const stage = new Stage('open');
      await stage.pass(1);
      stage.gateway.lastCall.answer(codeAnswer('late', 60));
      stage.session.stop();
      await stage.pass(0);
      assert.equal(stage.phase, 'stopped');
    });

    it('drops an answer that comes when the next call of the kind is under way', async () => {
      const stage = new Stage('deaf', 'open');
      await stage.pass(1);
      const [first] = stage.gateway.calls;
      stage.session.stop();
      const second = stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 6']);
      first?.answer(codeAnswer('late', 60));
      await stage.pass(0);
      assert.equal(stage.phase, 'stopped');
      assert.equal(second.state.phase.kind, 'connecting');
      stage.gateway.lastCall.answer(codeAnswer('A', 60));
      await stage.pass(0);
      assert.equal(second.state.phase.kind, 'scannable');
    });

    it('keeps another session from calling too soon after the call it gave up', async () => {
      const stage = new Stage('deaf', codeAnswer('A', 60));
      await stage.pass(1);
      stage.session.dispose();
      stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log.slice(0, 2), ['qr 0', 'qr 6']);
    });

    it('leaves no timer in that very moment, wherever it stood', async () => {
      for (const line of [
        'open',
        starting,
        codeAnswer('A', 60),
        failure('network'),
        status('PASSKEY'),
      ] as const) {
        const stage = new Stage(line);
        await stage.pass(1);
        stage.session.stop();
        assert.equal(stage.machine.timers, 0);
      }
    });

    it('tells nobody after it was disposed of, and does nothing more', async () => {
      const stage = new Stage('open');
      await stage.pass(1);
      stage.session.dispose();
      const before = stage.phases.length;
      stage.session.retry();
      stage.session.setVisible(false);
      await stage.pass(60);
      assert.equal(stage.phases.length, before);
      assert.equal(stage.phases.at(-1), 'stopped');
      assert.equal(stage.machine.timers, 0);
      assert.deepEqual(stage.gateway.log, ['qr 0']);
    });

    it('may be stopped by whoever listens', async () => {
      const stage = new Stage(codeAnswer('A', 60));
      stage.session.onDidChange(({ phase }) => {
        if (phase.kind === 'scannable') stage.session.stop();
      });
      await stage.pass(60);
      assert.equal(stage.phase, 'stopped');
      assert.equal(stage.machine.timers, 0);
    });
  });

  describe('at its end', () => {
    const ends = {
      failed: [failure('token')],
      'failed after four misunderstandings': Array<Answer>(4).fill(failure('protocol')),
      'failed, the session too': [status('FAILED')],
      linked: [status('WORKING'), linked],
      'linked, the account unknown': [status('WORKING'), failure('network')],
    } as const satisfies Record<string, readonly Answer[]>;

    for (const [name, script] of Object.entries(ends)) {
      it(`makes no call and runs no timer (${name})`, async () => {
        const stage = new Stage(...script);
        await stage.pass(100);
        assert.equal(stage.phase, name.split(/\W/)[0]);
        assert.equal(stage.gateway.calls.length, script.length);
        assert.equal(stage.machine.timers, 0);
        stage.session.retry();
        stage.session.setVisible(false);
        stage.session.setVisible(true);
        await stage.pass(3_600);
        assert.equal(stage.gateway.calls.length, script.length);
        assert.equal(stage.machine.timers, 0);
      });
    }

    it('gives up the question for the account when stopped, and stays linked', async () => {
      const stage = new Stage(status('WORKING'), 'open');
      await stage.pass(1);
      stage.session.stop();
      assert.ok(stage.gateway.lastCall.signal.aborted);
      await stage.pass(60);
      assert.equal(stage.phase, 'linked');
      assert.equal(stage.machine.timers, 0);
    });

    for (const call of ['start', 'restart'] as const) {
      it(`is followed by a session that begins with ${call} where that was asked for`, async () => {
        const stage = new Stage(status('FAILED'), { kind: 'done' }, codeAnswer('A', 60));
        await stage.pass(2);
        const again = stage.open(true, call);
        await stage.pass(3);
        assert.deepEqual(stage.gateway.log, ['qr 0', `${call} 2`, 'qr 5']);
        assert.equal(stage.phase, 'failed');
        assert.equal(again.state.phase.kind, 'scannable');
      });
    }
  });

  describe('when the computer wakes up', () => {
    it('covers the code and makes one call, not a burst', async () => {
      const stage = new Stage(codeAnswer('A', 20), codeAnswer('A', 14), codeAnswer('B', 20));
      await stage.pass(7);
      stage.machine.jump(8 * 3_600_000);
      await stage.pass(1);
      assert.equal(stage.phase, 'lapsed');
      await stage.pass(4);
      assert.equal(stage.gateway.calls.length, 3);
      assert.equal(stage.phase, 'scannable');
    });

    it('leaves the gateway its 5 s, for which a clock set forward counts nothing', async () => {
      const stage = new Stage(starting, starting);
      await stage.pass(1);
      stage.machine.jump(60_000);
      await stage.pass(3);
      assert.equal(stage.gateway.calls.length, 1);
      await stage.pass(1);
      assert.equal(stage.gateway.calls.length, 2);
    });

    it('is not thrown back by a clock set backward', async () => {
      const stage = new Stage(starting, codeAnswer('A', 60));
      await stage.pass(1);
      stage.machine.jump(-3_600_000);
      await stage.pass(9);
      assert.equal(stage.phase, 'scannable');
    });
  });

  describe('beside another session for the same instance', () => {
    it('keeps 5 s from the other’s last call', async () => {
      const stage = new Stage(codeAnswer('A', 60), codeAnswer('B', 60));
      await stage.pass(2);
      stage.session.dispose();
      stage.open();
      await stage.pass(10);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 5', 'qr 11']);
    });

    it('keeps 5 s from a call of the other’s that was aborted just now', async () => {
      const stage = new Stage('open', codeAnswer('B', 60));
      await stage.pass(7);
      stage.session.dispose();
      stage.open();
      await stage.pass(5);
      assert.deepEqual(stage.gateway.log, ['qr 0', 'qr 12']);
      assert.equal(stage.gateway.mostAtOnce, 1);
    });
  });

  it('never runs more than one timer', async () => {
    const stage = new Stage(starting, codeAnswer('A', 20), codeAnswer('B', 20), starting, failure('network'));
    stage.session.onDidChange(() => {
      assert.ok(stage.machine.timers <= 1);
    });
    for (const visible of [false, true, false, true]) {
      await stage.pass(7);
      stage.session.setVisible(visible);
      stage.session.retry();
    }
  });

  it('notes the phases it goes through, and nothing of the code', async () => {
    const stage = new Stage(codeAnswer('SECRET-VALUE', 60), status('FAILED'));
    await stage.pass(10);
    assert.deepEqual(stage.notes.map(describeEntry), [
      '→ connecting',
      'code 1',
      'connecting → scannable',
      'scannable → failed: sessionFailed',
    ]);
  });
});
