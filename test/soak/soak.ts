import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { steadyClock } from '../../src/core/time/clock';
import { seededRandom } from '../gateway/clock';
import { startGateway } from '../gateway/gateway';
import type { Violation } from '../gateway/raterules';
import { chaos } from './chaos';
import { fastMachine } from './fastmachine';
import type { Litter } from './litter';
import { User } from './user';

/** What a soak is made of. */
export interface SoakOptions {
  readonly pairings: number;
  readonly rotations: number;
  /** How many times as fast as it does time passes. */
  readonly speed: number;
  readonly seed: number;
  /** Port of the gateway; any if not given. */
  readonly port?: number | undefined;
}

/** What came of a soak, all its pairings together. */
export interface Statistics {
  readonly port: number;
  readonly pairings: number;
  readonly rotations: number;
  readonly attempts: number;
  readonly requests: number;
  readonly faults: number;
  readonly codes: number;
  readonly shown: number;
  readonly quiet: number;
  readonly missed: number;
  /** Longest that a code was shown after its end, in ms of real time beyond the machine's own turns. */
  readonly late: number;
  readonly entries: number;
  readonly seconds: number;
  /** Shortest time from the end of a call to the start of the next of its kind, in ms. */
  readonly shortest: number;
  /** Longest time without any call, in ms. */
  readonly longest: number;
  readonly violations: readonly Violation[];
  /** Violations that aren't: a call that was given up came after its end. */
  readonly excused: number;
}

/** A code's life, in ms: what WhatsApp gives all but the first. */
const life = 20_000;
/** Calls that a rotation sees at the very most, and so the length of what is scripted. */
const callsPerRotation = 8;

/** Lets pairings run through rotations side by side, with faults and users by chance, on a gateway of their own. */
export async function soak(options: SoakOptions, litter: Litter): Promise<Statistics> {
  const { pairings, rotations, speed, seed, port = 0 } = options;
  const started = performance.now();
  const machine = fastMachine(speed);
  const token = 'token-of-the-soak';
  const ids = Array.from({ length: pairings }, (_, index) => `SOAK${String(index).padStart(8, '0')}`);
  const session = { starting: 3_000, firstCode: life, laterCode: life, codes: rotations + 50 };
  // The gateway lives in the same fast time, so that its rules and the lives of its codes need no scale.
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
    const script = chaos(rotations * callsPerRotation, random, speed);
    instance.script(...script);
    const user = new User({ url: gateway.url, token, life, instance, clock, random, litter });
    return { user, instance, script };
  });
  while (users.some(({ user }) => user.watch.rotations < rotations)) {
    await sleep(1);
    // After the timers: whatever was due has had its turn.
    await setImmediate();
    for (const { user } of users) user.look();
  }
  for (const { user } of users) user.leave();
  await gateway.close();
  const violations = gateway.violations.filter(
    ({ instance: id, at }) =>
      !users.some(({ user, instance }) => instance.id === id && user.rhythm.mayBeLate(at)),
  );
  const sum = (of: (each: (typeof users)[number]) => number) =>
    users.reduce((all, each) => all + of(each), 0);
  return {
    port: gateway.port,
    pairings,
    rotations: sum(({ user }) => user.watch.rotations),
    attempts: sum(({ user }) => user.did.attempts),
    requests: sum(({ user }) => user.did.requests),
    faults: sum(({ instance, script }) => hits(script.slice(0, script.length - instance.faults.length))),
    codes: sum(({ user }) => user.did.codes),
    shown: sum(({ user }) => user.watch.shown),
    quiet: sum(({ user }) => user.watch.quiet),
    missed: sum(({ user }) => user.watch.missed),
    late: Math.max(...users.map(({ user }) => user.watch.late)) / speed,
    entries: Math.max(...users.map(({ user }) => user.timeline.entries.length)),
    seconds: (performance.now() - started) / 1_000,
    shortest: Math.min(...users.map(({ user }) => user.rhythm.shortest)),
    longest: Math.max(...users.map(({ user }) => user.rhythm.longest)),
    violations,
    excused: gateway.violations.length - violations.length,
  };
}

/** How many of these entries of a script do something. */
function hits(script: readonly object[]): number {
  return script.filter((fault) => Object.keys(fault).length > 0).length;
}
