import { between } from './random';
import type { Random } from './random';
import type { GatewayState } from './lifetime';
import { gatewayStateAt } from './lifetime';
import type { Circumstances } from './scenario';

/** A state after a scan, from `from` ms after it. `used` is the scanned code, which the gateway goes on sending. */
interface ScanStage {
  readonly from: number;
  readonly state: 'used' | 'empty' | 'STARTING' | 'WORKING';
  /** Whether `session/info` names an account. */
  readonly account: boolean;
}

/** How a gateway answers; durations are in ms. */
export interface Manner {
  /** How long it works on each answer. */
  readonly thinking: number;
  /** Whether it reads the session’s state before that work. Otherwise it reads it at the end. */
  readonly readsFirst: boolean;
  /** Whether a request for a code waits for one, as WAHA’s does. */
  readonly blocks: boolean;
  /** Shortest and longest time until a restart is answered. */
  readonly restart: readonly [shortest: number, longest: number];
  /** Shortest and longest time from that answer to the first code. */
  readonly starting: readonly [shortest: number, longest: number];
  /** What follows a scan, in order. */
  readonly scan: readonly ScanStage[];
}

/** A gateway that answers everything at once and reports STARTING from the scan to WORKING, as the vendor’s page describes it. */
export const plainManner: Manner = {
  thinking: 0,
  readsFirst: false,
  blocks: false,
  restart: [3_000, 3_300],
  starting: [500, 1_200],
  scan: [
    { from: 0, state: 'STARTING', account: false },
    { from: 4_000, state: 'WORKING', account: true },
  ],
};

/** A real WAHA 2026.2.1 (NOWEB), as it was measured. */
export const wahaManner: Manner = {
  ...plainManner,
  blocks: true,
  scan: [
    { from: 0, state: 'used', account: false },
    { from: 500, state: 'used', account: true },
    { from: 800, state: 'empty', account: true },
    { from: 2_500, state: 'STARTING', account: true },
    { from: 2_900, state: 'WORKING', account: true },
  ],
};

/** How long WAHA waits for a code before it answers 422, and how often it looks. */
const wait = { running: 10_000, stopped: 5_000, look: 500 };

/** The kinds of requests that the simulated gateway knows. */
export type RequestKind = 'qr' | 'session' | 'restart';

/** What the gateway knows when it answers. */
export interface Reading {
  readonly state: GatewayState;
  /** Whether an account is known. */
  readonly account: boolean;
}

/** When a gateway reads the state for an answer, and when it sends that answer. */
interface Reply {
  readonly readAt: number;
  readonly sentAt: number;
}

/** A gateway in the given circumstances. `scannedAt` is when a phone scanned the code, if one did. */
export class SimulatedGateway {
  #scan: { readonly at: number; readonly used: GatewayState } | undefined;

  constructor(private readonly circumstances: Circumstances) {}

  /** A phone scans the code that the gateway has now; false if it has none. */
  scan(at: number): boolean {
    const used = gatewayStateAt(this.circumstances.lifetime, at);
    if (used.kind !== 'code' || this.#scan) return false;
    this.#scan = { at, used };
    return true;
  }

  /** What it knows at a certain time. */
  at(time: number): Reading {
    const { lifetime, manner } = this.circumstances;
    const stage = this.#scan && manner.scan.findLast(({ from }) => time >= (this.#scan?.at ?? 0) + from);
    if (!this.#scan || !stage) return { state: gatewayStateAt(lifetime, time), account: false };
    const { state, account } = stage;
    if (state === 'used') return { state: this.#scan.used, account };
    return { state: state === 'empty' ? { kind: 'empty' } : { kind: 'status', status: state }, account };
  }

  /** When it reads and answers a request that arrives at `arrival`. */
  reply(kind: RequestKind, arrival: number): Reply {
    const { manner, restartTime } = this.circumstances;
    if (kind === 'restart') return { readAt: arrival, sentAt: arrival + restartTime };
    const { thinking, readsFirst, blocks } = manner;
    if (kind === 'qr' && blocks) {
      const readAt = this.#waitForCode(arrival);
      return { readAt, sentAt: readAt };
    }
    return { readAt: readsFirst ? arrival : arrival + thinking, sentAt: arrival + thinking };
  }

  #waitForCode(arrival: number): number {
    for (let at = arrival; ; at += wait.look) {
      const { state } = this.at(at);
      if (state.kind !== 'status') return at;
      const longest = state.status === 'STOPPED' ? wait.stopped : wait.running;
      if (at - arrival >= longest) return at;
    }
  }
}

/** How long a restart takes, and when the first code follows, for a pairing that begins with one. */
export function restartTimes(manner: Manner, random: Random): { restartTime: number; starting: number } {
  return { restartTime: between(random, ...manner.restart), starting: between(random, ...manner.starting) };
}
