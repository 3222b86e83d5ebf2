import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { PairingRequest } from '../../src/core/gateways/client';
import { steadyClock } from '../../src/core/time/clock';
import { seededRandom } from '../gateway/clock';
import { startGateway } from '../gateway/gateway';
import type { Violation } from '../gateway/raterules';
import { randomFaults } from './randomfaults';
import { fastMachine } from './fastmachine';
import type { LeakCheck } from './leakcheck';
import { User } from './user';

/** The options of a soak. */
export interface SoakOptions {
  readonly pairings: number;
  readonly rotations: number;
  /** How much faster than real time it runs. */
  readonly speed: number;
  readonly seed: number;
  /** Port of the gateway; any free one by default. */
  readonly port?: number | undefined;
}

/** The results of a soak, for all its pairings together. */
export interface Statistics {
  readonly port: number;
  readonly pairings: number;
  readonly rotations: number;
  readonly pairingsStarted: number;
  readonly requests: number;
  readonly faults: number;
  readonly codes: number;
  readonly shown: number;
  readonly undisturbed: number;
  readonly missed: number;
  /** Longest time that an expired code was visible, in ms of real time, beyond the turns of the event loop. */
  readonly late: number;
  readonly entries: number;
  readonly seconds: number;
  /** Shortest time by which a request came later than the gap to the last one of its kind demands, in ms of real time. */
  readonly smallestMargin: number;
  /** Longest time without a request, in ms. */
  readonly longestGap: number;
  readonly violations: readonly Violation[];
  /** Violations that don't count: a request arrived late because the machine was busy. */
  readonly excused: number;
}

/** How long a code is valid, in ms: WhatsApp's time for all codes but the first. */
const lifetime = 20_000;
/** How exactly the start of a request is known, in ms of real time: the pairing and the recording read the clock one after the other. */
export const precision = 1;
/** More requests than any rotation has, and therefore enough entries in the script. */
const requestsPerRotation = 8;

/** Runs pairings in parallel through rotations, with random faults and users, on their own gateway. */
export async function soak(options: SoakOptions, leakCheck: LeakCheck): Promise<Statistics> {
  const { pairings, rotations, speed, seed, port = 0 } = options;
  const started = performance.now();
  const machine = fastMachine(speed);
  const token = 'token-of-the-soak';
  const ids = Array.from({ length: pairings }, (_, index) => `SOAK${String(index).padStart(8, '0')}`);
  const session = { starting: 3_000, firstCode: lifetime, laterCode: lifetime, codes: rotations + 50 };
  // The gateway uses the same fast time, so that its rules and codes need no scale.
  const gateway = await startGateway({
    port,
    tokens: [token],
    instances: ids.map((id) => ({ id, session })),
    now: () => machine.now(),
    random: seededRandom(seed),
  });
  const clock = steadyClock(machine);
  const users = ids.map((id, index) => {
    const random = seededRandom(seed + 1 + index);
    const instance = gateway.instance(id);
    const script = randomFaults(rotations * requestsPerRotation, random, speed);
    instance.script(...script);
    const user = new User({
      url: gateway.url,
      token,
      lifetime,
      instance,
      clock,
      random,
      leakCheck,
      precision: precision * speed,
    });
    return { user, instance, script };
  });
  while (users.some(({ user }) => user.comparison.rotations < rotations)) {
    await sleep(1);
    // After the timers: everything that was due has run.
    await setImmediate();
    for (const { user } of users) user.check();
  }
  for (const { user } of users) user.leave();
  await gateway.close();
  const violations = gateway.violations.filter(
    ({ instance: id, at, path, rule }) =>
      !users.some(
        ({ user: { timing }, instance }) =>
          instance.id === id &&
          (timing.mayBelongToAborted(at) || (rule === 'interval' && timing.leftApart(requestOf(path), at))),
      ),
  );
  const sum = (of: (each: (typeof users)[number]) => number) =>
    users.reduce((all, each) => all + of(each), 0);
  return {
    port: gateway.port,
    pairings,
    rotations: sum(({ user }) => user.comparison.rotations),
    pairingsStarted: sum(({ user }) => user.counts.pairings),
    requests: sum(({ user }) => user.counts.requests),
    faults: sum(({ instance, script }) =>
      countFaults(script.slice(0, script.length - instance.faults.length)),
    ),
    codes: sum(({ user }) => user.counts.codes),
    shown: sum(({ user }) => user.comparison.shown),
    undisturbed: sum(({ user }) => user.comparison.undisturbed),
    missed: sum(({ user }) => user.comparison.missed),
    late: Math.max(...users.map(({ user }) => user.comparison.late)) / speed,
    entries: Math.max(...users.map(({ user }) => user.timeline.entries.length)),
    seconds: (performance.now() - started) / 1_000,
    smallestMargin: Math.min(...users.map(({ user }) => user.timing.smallestMargin)) / speed,
    longestGap: Math.max(...users.map(({ user }) => user.timing.longestGap)),
    violations,
    excused: gateway.violations.length - violations.length,
  };
}

/** The request of a pairing that has this path. */
function requestOf(path: string): PairingRequest {
  return path === '/v2/auth/qr' ? 'qr' : 'session';
}

/** How many of these entries of a script do something. */
function countFaults(script: readonly object[]): number {
  return script.filter((fault) => Object.keys(fault).length > 0).length;
}
