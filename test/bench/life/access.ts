import { ServerClock } from '../../../src/core/code/serverclock';
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
import { randomFrom } from './random';
import type { GatewayState } from './lifetime';
import { gatewayStateAt } from './lifetime';
import type { Simulation } from './simulation';
import type { Circumstances } from './scenario';

/** The values of a session’s codes, in order. */
export const values: readonly string[] = Array.from({ length: realSession.codes }, (_, index) =>
  qrValue(randomFrom(index)),
);

/** The gateway’s answer at the moment it sends it. */
interface TimedAnswer {
  readonly state: GatewayState;
  /** The `Date` header. */
  readonly date: string;
}

/** The network to one gateway, and the arrivals of the requests there. */
export class Network {
  readonly arrivals: number[] = [];
  /** Round trip of the last answered request, in ms. */
  lastRoundTrip = 0;
  readonly #trip;

  constructor(
    private readonly simulation: Simulation,
    private readonly circumstances: Circumstances,
  ) {
    this.#trip = circumstances.trips();
  }

  /** Sends a request and delivers the answer after the round trip. */
  request(deliver: (answer: TimedAnswer) => void): void {
    const { simulation, circumstances, arrivals } = this;
    const { there, back } = this.#trip();
    simulation.at(simulation.now + there, () => {
      arrivals.push(simulation.now);
      const state = gatewayStateAt(circumstances.lifetime, simulation.now);
      const date = new Date(simulation.now).toUTCString();
      simulation.at(simulation.now + back, () => {
        this.lastRoundTrip = there + back;
        deliver({ state, date });
      });
    });
  }
}

/** A client of the simulated gateway, and a function that lets its promises settle. */
export interface Access {
  readonly client: PairingClient;
  readonly settle: () => Promise<void> | undefined;
}

/** Creates the client. */
export type OpenAccess = (network: Network, clock: Clock, expiry: boolean) => Access;

/** Without HTTP: the product’s function that interprets the expiry gets the answer directly. */
export const openDirectAccess: OpenAccess = (network, clock, expiry) => {
  let answered = false;
  const client: PairingClient = {
    request: () =>
      new Promise((resolve) => {
        const startedAt = clock.now();
        network.request(({ state, date }) => {
          answered = true;
          resolve(toAnswer(state, { startedAt, receivedAt: clock.now(), date }, expiry));
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

function toAnswer(state: GatewayState, times: Parameters<typeof timeToLive>[1], expiry: boolean): Answer {
  if (state.kind === 'status') return state;
  const ttl = expiry ? timeToLive(state.expiry, times.receivedAt, serverClock) : undefined;
  return { kind: 'code', value: values[state.index] ?? '', known: true, ...(ttl !== undefined && { ttl }) };
}

/** With HTTP: the product’s client for Wawp gets responses as the stand-in gateway sends them. */
export const openHttpAccess: OpenAccess = (network, clock, expiry) => {
  const client = wawp.connect({
    serverClock: new ServerClock(),
    clock,
    instanceId: 'LIFEOFACODE1',
    credentials: 'body',
    endpoint: { base: 'https://gateway.example', origin: 'https://gateway.example' },
    token: () => Promise.resolve('token'),
    note: () => undefined,
    fetch: () =>
      new Promise((resolve) => {
        network.request(({ state, date }) => {
          resolve(toResponse(state, date, expiry));
        });
      }),
  });
  const settle = async (): Promise<void> => {
    // The body is a stream, so reading it takes several turns of the event loop.
    for (let turn = 0; turn < 3; turn++) await pause();
  };
  return { client, settle };
};

function toResponse(held: GatewayState, date: string, expiry: boolean): Response {
  const { status, headers, body } =
    held.kind === 'status'
      ? jsonAnswer(422, { error: 'Session status is not as expected', status: held.status })
      : codeAnswer(
          { value: values[held.index] ?? '', until: held.expiry },
          { ...documentedForm, expiry: expiry ? 'ms' : 'absent' },
        );
  return new Response(body, { status, headers: { ...headers, date } });
}
