import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/core/failures/failure';
import type { Account, Answer, SessionStatus } from '../../../../src/core/gateways/answer';
import type { Command } from '../../../../src/core/gateways/commandeffect';
import { Pace } from '../../../../src/core/gateways/instancepace';
import type { Confirmation } from '../../../../src/core/instances/confirmation';
import { confirm } from '../../../../src/core/instances/confirmation';
import { pause } from '../../../../src/core/time/pause';
import { steadyClock } from '../../../../src/core/time/clock';
import { FakeMachine } from '../../fakes/machine';

const account = { name: 'John Doe', number: '+201012345678' };
const failed = (failure: Failure): Answer => ({ kind: 'failure', failure });
const missing = failed({ kind: 'instance', status: 404, message: 'Session not found' });
const status = (word: SessionStatus, whose?: Account): Answer => ({
  kind: 'status',
  status: word,
  ...(whose && { account: whose }),
});

interface Confirmed extends Confirmation {
  /** When each look started, in seconds. */
  readonly looks: readonly number[];
  /** The failures of requests that were reported. */
  readonly reported: readonly (string | undefined)[];
}

/** Confirms a command on a gateway that answers looks one after the other, each after `latency` ms; the last answer repeats. */
async function confirmed(
  command: Command,
  answers: readonly Answer[],
  { latency = 50, lastLook }: { latency?: number; lastLook?: number } = {},
): Promise<Confirmed> {
  const machine = new FakeMachine();
  const clock = steadyClock(machine);
  const pace = new Pace(clock);
  if (lastLook !== undefined) {
    pace.ended('session');
    await machine.pass(lastLook);
  }
  const begun = clock.elapsed();
  const looks: number[] = [];
  const reported: (string | undefined)[] = [];
  const look = async (): Promise<Answer> => {
    looks.push(Math.round((clock.elapsed() - begun) / 100) / 10);
    pace.ended('session');
    await pause(clock, latency, new AbortController().signal);
    pace.ended('session');
    return answers[Math.min(looks.length, answers.length) - 1] ?? assert.fail('There is no answer.');
  };
  const run = async (): Promise<Confirmation> => {
    const requests = confirm(command, { clock, look, rest: () => pace.rest('session') });
    for (;;) {
      const step = await requests.next();
      if (step.done) return step.value;
      reported.push(step.value.failure?.kind);
      await pause(clock, step.value.rest?.() ?? 0, new AbortController().signal);
    }
  };
  const result = run();
  await machine.pass(120_000);
  assert.equal(machine.timers, 0);
  return { ...(await result), looks, reported };
}

describe('the confirmation of a command', () => {
  const effects: readonly (readonly [Command, readonly SessionStatus[]])[] = [
    ['start', ['STARTING', 'SCAN_QR_CODE', 'WORKING', 'PASSKEY']],
    ['restart', ['STARTING', 'SCAN_QR_CODE', 'WORKING', 'PASSKEY']],
    ['stop', ['STOPPED']],
    ['logout', ['STARTING', 'SCAN_QR_CODE', 'STOPPED', 'FAILED', 'PASSKEY']],
    ['create', ['STARTING', 'SCAN_QR_CODE', 'WORKING', 'STOPPED', 'FAILED', 'PASSKEY', 'unknown']],
  ];
  const words = ['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED', 'PASSKEY', 'unknown'] as const;

  for (const [command, shown] of effects)
    it(`of ${command} is a status of ${shown.join(', ')}, at the first look`, async () => {
      for (const word of words) {
        const { failure, looks, status: seen } = await confirmed(command, [status(word)]);
        assert.equal(seen, word);
        if (shown.includes(word)) assert.deepEqual([failure, looks], [undefined, [0]], word);
        else assert.ok(failure && looks.length > 1, `${command} was confirmed by ${word}.`);
      }
    });

  it('looks again after five seconds until the effect shows', async () => {
    const { failure, looks } = await confirmed('stop', [status('WORKING'), status('STOPPED')]);
    assert.deepEqual([failure, looks], [undefined, [0, 5.1]]);
  });

  it('keeps five seconds to an earlier look', async () => {
    const { failure, looks } = await confirmed('stop', [status('STOPPED')], { lastLook: 2_000 });
    assert.deepEqual([failure, looks], [undefined, [3]]);
  });

  it('gives up after 15 s, but looks at least once', async () => {
    const { failure, looks } = await confirmed('stop', [status('WORKING')]);
    assert.deepEqual([failure, looks], [{ kind: 'unconfirmed' }, [0, 5.1, 10.1, 15.2]]);
    const slow = await confirmed('stop', [status('WORKING')], { latency: 20_000 });
    assert.deepEqual([slow.failure, slow.looks], [{ kind: 'unconfirmed' }, [0]]);
  });

  it('doubts a logout that leaves the same account linked', async () => {
    const { failure, account: seen } = await confirmed('logout', [status('WORKING', account)]);
    assert.deepEqual([failure, seen], [{ kind: 'unconfirmed' }, account]);
  });

  it('doubts a logout after which the session only reconnects with its login', async () => {
    const { failure } = await confirmed('logout', [status('STARTING', account), status('WORKING', account)]);
    assert.deepEqual(failure, { kind: 'unconfirmed' });
  });

  it('of a stop or a deletion can be that there is no such instance', async () => {
    for (const command of ['stop', 'delete'] as const) {
      const { failure, looks, status: seen } = await confirmed(command, [missing]);
      assert.deepEqual([failure, looks], [undefined, [0]]);
      assert.equal(seen, command === 'stop' ? 'STOPPED' : undefined);
    }
  });

  it('doubts a deletion if the instance is still there', async () => {
    assert.equal((await confirmed('delete', [status('WORKING')])).failure?.kind, 'unconfirmed');
  });

  it('looks twice more if an instance is missing after its start', async () => {
    for (const command of ['start', 'restart'] as const) {
      const late = await confirmed(command, [missing, missing, status('STARTING')]);
      assert.deepEqual([late.failure, late.looks], [undefined, [0, 5.1, 10.1]]);
      const never = await confirmed(command, [missing]);
      assert.deepEqual([never.failure?.kind, never.looks.length], ['instance', 3]);
    }
  });

  it('looks for a new instance that is missing at first', async () => {
    const { failure } = await confirmed('create', [missing, status('STARTING')]);
    assert.equal(failure, undefined);
    const never = await confirmed('create', [missing]);
    assert.deepEqual(never.failure, { kind: 'unconfirmed', status: 404, message: 'Session not found' });
  });

  it('says that the session failed again, or that its login is refused', async () => {
    const late = await confirmed('restart', [status('FAILED'), status('STARTING')]);
    assert.equal(late.failure, undefined);
    assert.equal((await confirmed('restart', [status('FAILED')])).failure?.kind, 'sessionFailed');
    assert.equal((await confirmed('restart', [status('FAILED', account)])).failure?.kind, 'loginRefused');
    assert.equal((await confirmed('start', [status('STOPPED')])).failure?.kind, 'sessionStopped');
  });

  it('survives failed looks, and reports each of them to the pacer', async () => {
    const limited = failed({ kind: 'rateLimit', status: 429 });
    const { failure, reported } = await confirmed('stop', [limited, status('STOPPED')]);
    assert.deepEqual([failure, reported], [undefined, [undefined, 'rateLimit', undefined]]);
  });

  it('says why it could not look', async () => {
    const down = failed({ kind: 'unavailable', status: 503, message: 'Upstream is down' });
    const { failure, looks } = await confirmed('stop', [down]);
    assert.deepEqual(failure, { kind: 'unconfirmed', status: 503, message: 'Upstream is down' });
    assert.equal(looks.length, 4);
    const refused = await confirmed('stop', [failed({ kind: 'token', status: 401 })]);
    assert.deepEqual([refused.failure, refused.looks], [{ kind: 'unconfirmed', status: 401 }, [0]]);
  });
});
