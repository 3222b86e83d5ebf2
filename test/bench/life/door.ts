import type { Answer } from '../../../src/core/gateways/answer';
import { setImmediate as pause } from 'node:timers/promises';
import type { Clock } from '../../../src/core/time/clock';
import { timeToLive } from '../../../src/core/code/expiry';
import type { PairingClient } from '../../../src/core/gateways/client';
import { wawp } from '../../../src/core/gateways/wawp';
import { jsonAnswer } from '../../gateway/answer';
import { codeAnswer, documentedForm } from '../../gateway/codeanswer';
import { qrValue } from '../../gateway/qrvalue';
import { realSession } from '../../gateway/session';
import { chanceOf } from './chance';
import type { Held } from './lifetime';
import { heldAt } from './lifetime';
import type { Simulation } from './simulation';
import type { Circumstances } from './world';

/** The values that a session's codes have, by their number. */
export const values: readonly string[] = Array.from({ length: realSession.codes }, (_, index) =>
  qrValue(chanceOf(index)),
);

/** An answer as it leaves the gateway. */
interface Reply {
  readonly held: Held;
  /** The `Date` header. */
  readonly date: string;
}

/** The network to one gateway, and what arrived there. */
export class Line {
  readonly arrivals: number[] = [];
  /** What the last call that was answered took, in ms. */
  took = 0;
  readonly #trip;

  constructor(
    private readonly simulation: Simulation,
    private readonly circumstances: Circumstances,
  ) {
    this.#trip = circumstances.trips();
  }

  /** Makes a call and hands over the answer when it is back. */
  call(deliver: (reply: Reply) => void): void {
    const { simulation, circumstances, arrivals } = this;
    const { there, back } = this.#trip();
    simulation.at(simulation.now + there, () => {
      arrivals.push(simulation.now);
      const held = heldAt(circumstances.life, simulation.now);
      const date = new Date(simulation.now).toUTCString();
      simulation.at(simulation.now + back, () => {
        this.took = there + back;
        deliver({ held, date });
      });
    });
  }
}

/** A door to the simulated gateway, and how to let its promises go on. */
export interface Door {
  readonly client: PairingClient;
  readonly settle: () => Promise<void> | undefined;
}

/** What opens a door. */
export type OpenDoor = (line: Line, clock: Clock, expiry: boolean) => Door;

/** The short way: what an answer says goes straight to the product's own reading of expiry. */
export const directDoor: OpenDoor = (line, clock, expiry) => {
  let answered = false;
  const client: PairingClient = {
    request: () =>
      new Promise((resolve) => {
        const startedAt = clock.now();
        line.call(({ held, date }) => {
          answered = true;
          resolve(read(held, { startedAt, receivedAt: clock.now(), date }, expiry));
        });
      }),
  };
  const settle = (): Promise<void> | undefined => {
    if (!answered) return undefined;
    answered = false;
    return Promise.resolve();
  };
  return { client, settle };
};

function read(held: Held, times: Parameters<typeof timeToLive>[1], expiry: boolean): Answer {
  if (held.kind === 'status') return held;
  const ttl = expiry ? timeToLive(held.told, times) : undefined;
  return {
    ...{ kind: 'code', value: values[held.index] ?? '', known: true },
    ...(ttl !== undefined && { ttl }),
  };
}

/** The whole way: the product's door to Wawp, with HTTP answers of the stand-in gateway's form. */
export const wholeDoor: OpenDoor = (line, clock, expiry) => {
  const client = wawp.connect({
    ...{ clock, instanceId: 'LIFEOFACODE1', credentials: 'body' as const },
    endpoint: { base: 'https://gateway.example', origin: 'https://gateway.example' },
    token: () => Promise.resolve('token'),
    note: () => undefined,
    fetch: () =>
      new Promise((resolve) => {
        line.call(({ held, date }) => {
          resolve(respond(held, date, expiry));
        });
      }),
  });
  const settle = async (): Promise<void> => {
    // A body is read through a stream, which takes some turns.
    for (let turn = 0; turn < 3; turn++) await pause();
  };
  return { client, settle };
};

function respond(held: Held, date: string, expiry: boolean): Response {
  const { status, headers, body } =
    held.kind === 'status'
      ? jsonAnswer(422, { error: 'Session status is not as expected', status: held.status })
      : codeAnswer(
          { value: values[held.index] ?? '', until: held.told },
          { ...documentedForm, expiry: expiry ? 'ms' : 'absent' },
        );
  return new Response(body, { status, headers: { ...headers, date } });
}
