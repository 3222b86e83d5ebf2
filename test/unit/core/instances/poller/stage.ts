import type { Account, Answer, SessionStatus } from '../../../../../src/core/gateways/answer';
import type { Clock } from '../../../../../src/core/time/clock';
import { steadyClock } from '../../../../../src/core/time/clock';
import type { Failure } from '../../../../../src/core/failures/failure';
import type { InstanceRef } from '../../../../../src/core/references/instanceref';
import { refKey } from '../../../../../src/core/references/instanceref';
import { Pace } from '../../../../../src/core/gateways/instancepace';
import { GatewayPacer } from '../../../../../src/core/gateways/gatewaypacer';
import type { InstanceStatus } from '../../../../../src/core/instances/instancestatus';
import type { Disconnect } from '../../../../../src/core/instances/polledinstances';
import { InstancePoller } from '../../../../../src/core/instances/poller';
import { FakeMachine } from '../../../fakes/machine';

/** A check that the gateway received; times in ms on the machine's monotonic clock. */
export interface SeenCheck {
  readonly key: string;
  readonly startedAt: number;
  endedAt?: number;
  readonly aborted: () => boolean;
}

/** The reply to a check: an answer after so many ms, or that another window checks; undefined means no reply at all. */
export type Reply = readonly [answer: Answer | 'otherWindow', ms?: number] | undefined;

/** A poller on a fake machine, with gateways whose replies the test chooses. */
export class PollerStage {
  readonly machine = new FakeMachine();
  readonly clock: Clock = steadyClock(this.machine);
  readonly checks: SeenCheck[] = [];
  readonly changes: (readonly InstanceRef[])[] = [];
  readonly disconnects: Disconnect[] = [];
  readonly busy = new Set<string>();
  readonly poller: InstancePoller;
  maxConcurrent = 0;
  budget = 600;
  chance = 0;
  /** Number of calls from the poller to its parts. */
  calls = 0;
  reply: (ref: InstanceRef, count: number) => Reply = () => [status('WORKING')];
  readonly #paces = new Map<string, Pace>();
  readonly #pacers = new Map<string, GatewayPacer>();

  constructor() {
    const count = <T>(value: T): T => {
      this.calls++;
      return value;
    };
    const { clock } = this;
    this.poller = new InstancePoller({
      clock: {
        now: () => count(clock.now()),
        wall: (at) => clock.wall(at),
        elapsed: () => count(clock.elapsed()),
        at: (...args) => count(clock.at(...args)),
      },
      chance: () => this.chance,
      requestStatus: (ref, signal) => this.#requestStatus(ref, signal),
      pacerOf: (gateway) => count(this.pacer(gateway)),
      paceOf: (ref) => count(this.pace(ref)),
      budget: () => count(this.budget),
      busy: (ref) => count(this.busy.has(refKey(ref))),
    });
    this.poller.onDidChange((refs) => this.changes.push(refs));
    this.poller.onDidDisconnect((disconnect) => this.disconnects.push(disconnect));
  }

  /** What the poller knows about an instance of the default gateway. */
  known(instanceId: string): InstanceStatus {
    return this.poller.get(instance(instanceId));
  }

  /** When the checks so far started, in seconds; only those of one instance if `key` is given. */
  starts(key?: string): number[] {
    return this.checks
      .filter((check) => key === undefined || check.key === key)
      .map(({ startedAt }) => Math.round(startedAt / 100) / 10);
  }

  pace(ref: InstanceRef): Pace {
    const pace = this.#paces.get(refKey(ref)) ?? new Pace(this.clock);
    this.#paces.set(refKey(ref), pace);
    return pace;
  }

  pacer(gateway: string): GatewayPacer {
    const pacer = this.#pacers.get(gateway) ?? new GatewayPacer(this.clock, () => this.chance);
    this.#pacers.set(gateway, pacer);
    return pacer;
  }

  async pass(seconds: number): Promise<void> {
    await this.machine.pass(seconds * 1_000);
  }

  async #requestStatus(ref: InstanceRef, signal: AbortSignal): Promise<Answer | undefined> {
    const key = refKey(ref);
    const check: SeenCheck = {
      key,
      startedAt: this.machine.monotonic(),
      aborted: () => signal.aborted,
    };
    this.checks.push(check);
    const open = this.checks.filter(({ endedAt, aborted }) => endedAt === undefined && !aborted());
    this.maxConcurrent = Math.max(this.maxConcurrent, open.length);
    const reply = this.reply(ref, this.checks.filter((other) => other.key === key).length);
    const answer = await new Promise<Answer | undefined>((resolve) => {
      if (reply)
        this.machine.after(reply[1] ?? 0, () => {
          resolve(reply[0] === 'otherWindow' ? undefined : reply[0]);
        });
      signal.addEventListener('abort', () => {
        resolve(failure({ kind: 'network' }));
      });
    });
    check.endedAt = this.machine.monotonic();
    return answer;
  }
}

/** An instance of the default gateway, or of another. */
export function instance(instanceId: string, gateway = ''): InstanceRef {
  return { gateway, instanceId };
}

/** So many instances. */
export function instances(count: number, gateway = ''): readonly InstanceRef[] {
  return Array.from({ length: count }, (_, index) => instance(`i${index}`, gateway));
}

/** An answer with a status. */
export function status(word: SessionStatus, account?: Account): Answer {
  return { kind: 'status', status: word, ...(account && { account }) };
}

/** An answer that is a failure. */
export function failure(of: Failure): Answer {
  return { kind: 'failure', failure: of };
}
