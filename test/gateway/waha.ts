import type { Answer } from './answer';
import { jsonAnswer } from './answer';
import type { ApiState } from './api';
import type { Sleep } from './clock';
import { documentedForm, shownCodeAnswer, unexpectedStatus } from './codeanswer';
import { CommandLock } from './commandlock';
import type { Credentials } from './credentials';
import { refuseForm } from './credentials';
import { noweb } from './engine';
import type { StandInInstance } from './instance';
import { newInstance, refuseFormat } from './operations';
import { pairingCodeAnswer, refuseNumber } from './pairingcode';
import type { Operation, Personality } from './personality';
import type { Session } from './session';
import { realSession } from './session';
import {
  alreadyStarted,
  cannot,
  invalidSession,
  lockTimeout,
  noPairingCode,
  sessionAnswer,
  unauthorized,
  withExpressHeaders,
} from './wahaanswers';

/** How long the requests of WAHA take, in ms, and what differs between versions. */
export interface WahaOptions {
  /** How long a request for a QR code waits for a stopped session to run. */
  readonly untilRunning: number;
  /** How long it then waits for a code. */
  readonly untilCode: number;
  /** How long a running session takes to stop; a restart does that first. */
  readonly stopping: number;
  /** How long a running session takes to log out before it stops. */
  readonly unpairing: number;
  /** How long the answer to a start takes. */
  readonly starting: number;
  /** How long a command waits for the one before it. */
  readonly lock: number;
  /** What a request for a code is answered while the session is stopped: not found, or its status. */
  readonly stopped: 404 | 422;
}

/** WAHA 2026.2.1, as measured. */
export const realWaha: WahaOptions = {
  untilRunning: 5_000,
  untilCode: 10_000,
  stopping: 3_000,
  unpairing: 1_000,
  starting: 50,
  lock: 5_000,
  stopped: 404,
};

/** The same without the waits, for tests about something else. */
export const wahaWithoutWaits: Partial<WahaOptions> = {
  untilRunning: 0,
  untilCode: 0,
  stopping: 0,
  unpairing: 0,
  starting: 0,
};

/** How often a waiting request looks at the session, in ms. */
const pollInterval = 500;

/** A WAHA server behind Wawp's paths. */
export function waha(options: Partial<WahaOptions>, scale: number, sleep: Sleep): Personality {
  const real = { ...realWaha, ...options };
  const times = {
    untilRunning: real.untilRunning * scale,
    untilCode: real.untilCode * scale,
    stopping: real.stopping * scale,
    unpairing: real.unpairing * scale,
    starting: real.starting * scale,
    poll: pollInterval * scale,
  };
  const locks = new WeakMap<StandInInstance, CommandLock>();

  /** Waits until something holds, at most `limit` ms; false if it doesn't hold then, or the client gives up. */
  async function until(holds: () => boolean, limit: number, closed: AbortSignal): Promise<boolean> {
    for (let waited = 0; !holds(); waited += times.poll) {
      if (waited >= limit || closed.aborted) return false;
      await sleep(times.poll, closed).catch(() => undefined);
    }
    return true;
  }

  function stoppedAnswer(session: Session): Answer {
    return real.stopped === 404 ? invalidSession(session.name) : unexpectedStatus(session);
  }

  async function showCode(
    { session, form }: StandInInstance,
    state: ApiState,
    credentials: Credentials,
    closed: AbortSignal,
  ): Promise<Answer> {
    const refusal = refuseFormat(credentials);
    if (refusal !== undefined) return refusal;
    const runs = await until(() => session.status !== 'STOPPED', times.untilRunning, closed);
    // Once it waits for a code, no other status ends the wait, not even WORKING.
    if (runs) await until(() => session.shownCode !== undefined, times.untilCode, closed);
    if (session.shownCode) return shownCodeAnswer(session, form, state);
    return session.status === 'STOPPED' ? stoppedAnswer(session) : unexpectedStatus(session);
  }

  async function requestCode(
    { session, pairingCodes, pairingCodeForm }: StandInInstance,
    _state: ApiState,
    credentials: Credentials,
    closed: AbortSignal,
  ): Promise<Answer> {
    const { number = '' } = credentials;
    const refusal = refuseNumber(credentials);
    if (refusal !== undefined) return refusal;
    // There is no limit to this wait.
    await until(() => session.status !== 'STARTING', Infinity, closed);
    if (session.status === 'STOPPED') return stoppedAnswer(session);
    if (session.status !== 'SCAN_QR_CODE') return noPairingCode(session);
    session.ask(number);
    return { ...pairingCodeAnswer(pairingCodes.request(number), pairingCodeForm), status: 201 };
  }

  /** A command goes on when its client gives up; `run` returns how long it takes. */
  function command(
    name: string,
    methods: readonly string[],
    run: (session: Session) => number | Answer,
    end: (instance: StandInInstance, state: ApiState) => Answer = ({ session }) =>
      sessionAnswer(session, 201),
  ): Operation {
    return {
      methods,
      async answer(instance, state) {
        const lock = locks.get(instance) ?? new CommandLock(real.lock * scale, sleep);
        locks.set(instance, lock);
        if (!(await lock.acquire())) return lockTimeout(instance.session, state.now(), name);
        try {
          const result = run(instance.session);
          if (typeof result !== 'number') return result;
          await sleep(result);
          return end(instance, state);
        } finally {
          lock.release();
        }
      },
    };
  }

  const either = ['POST', 'GET'];
  const stopTime = ({ status }: Session): number => (status === 'STOPPED' ? 0 : times.stopping);
  const unpairTime = ({ status }: Session): number => (status === 'STOPPED' ? 0 : times.unpairing);

  return {
    session: { ...realSession, starting: 600, linking: 2_900, engine: noweb },
    form: { ...documentedForm, expiry: 'absent' },
    refusesHaste: false,
    operations: {
      '/v2/auth/qr': { methods: either, answer: showCode },
      '/v2/auth/request-code': { methods: either, answer: requestCode },
      '/v2/session/info': { methods: either, answer: ({ session }) => sessionAnswer(session, 200) },
      '/v2/session/start': command('start', either, (session) => {
        if (session.status !== 'STOPPED') return alreadyStarted(session);
        session.restart();
        return times.starting;
      }),
      '/v2/session/stop': command('stop', either, (session) => {
        const time = stopTime(session);
        session.stop();
        return time;
      }),
      '/v2/session/restart': command('restart', either, (session) => {
        const time = stopTime(session);
        session.restart(time);
        return time + times.starting;
      }),
      '/v2/session/logout': command('logout', either, (session) => {
        const [unpairing, stopping] = [unpairTime(session), stopTime(session)];
        session.logout({ unpairing, stopping });
        return unpairing + stopping;
      }),
      '/v2/session/delete': command(
        'delete',
        ['DELETE'],
        (session) => {
          const time = unpairTime(session) + stopTime(session);
          session.stop();
          return time;
        },
        ({ id }, { instances }) => {
          instances.delete(id);
          return { status: 200, headers: {}, body: '' };
        },
      ),
    },
    async create(state, credentials) {
      await sleep(times.starting);
      const { id, session } = newInstance(state, credentials);
      return jsonAnswer(201, { instance_id: id, session_name: session.name });
    },
    wrongTarget: cannot,
    refuse: (credentials, about) => (credentials.token ? refuseForm(credentials, about) : unauthorized),
    unauthorized,
    unknownInstance: invalidSession,
    dress: withExpressHeaders,
  };
}
