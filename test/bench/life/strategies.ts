import { SimulatedGateway } from './gateway';
import type { GatewayState } from './lifetime';
import type { PairingRecord } from './record';
import { Screen } from './record';
import type { Circumstances } from './scenario';

/** A way to pair, under given circumstances. */
export type Strategy = (circumstances: Circumstances) => PairingRecord | Promise<PairingRecord>;

/** The answer to one request for a code. */
interface Received {
  readonly state: GatewayState;
  readonly at: number;
}

/** A client without a state of its own: what it asks is answered in the given circumstances. */
export class PlainClient {
  readonly arrivals: number[] = [];
  readonly checks: number[] = [];
  readonly screen = new Screen();
  /** When the first request for a code may start: the restart, if there is one, is answered then. */
  readonly opens: number;
  readonly #gateway: SimulatedGateway;
  readonly #trip;

  constructor(private readonly circumstances: Circumstances) {
    const { begins, restarts, restartTime, trips } = circumstances;
    this.#gateway = new SimulatedGateway(circumstances);
    this.#trip = trips();
    if (!restarts) {
      this.opens = begins;
      return;
    }
    const { there, back } = this.#trip();
    this.checks.push(begins + there);
    this.opens = begins + there + restartTime + back;
  }

  /** Sends a request for a code that starts at `at`. */
  request(at: number): Received {
    return this.#send((there) => at + there);
  }

  /** Sends a request for a code that the gateway reads at `readAt`, or as soon after it as a start at `earliest` allows. */
  requestFor(readAt: number, earliest: number): Received & { readonly startedAt: number } {
    const { thinking, readsFirst } = this.circumstances.manner;
    const work = readsFirst ? 0 : thinking;
    let startedAt = earliest;
    const received = this.#send((there) => {
      startedAt = Math.max(earliest, readAt - work - there);
      return startedAt + there;
    });
    return { ...received, startedAt };
  }

  /** The record, if the watch or the session ended at `at`. */
  end(at: number): PairingRecord {
    const { begins, latest } = this.circumstances;
    const ends = Math.min(at, latest);
    const { arrivals, checks } = this;
    return { begins, ends, displays: this.screen.until(ends), arrivals, checks };
  }

  #send(arrivalAfter: (there: number) => number): Received {
    const { there, back } = this.#trip();
    const arrival = arrivalAfter(there);
    this.arrivals.push(arrival);
    const { readAt, sentAt } = this.#gateway.reply('qr', arrival);
    return { state: this.#gateway.at(readAt).state, at: sentAt + back };
  }
}

/** Whether a session has ended. */
export function hasEnded(state: GatewayState): boolean {
  return state.kind === 'status' && state.status !== 'STARTING';
}

/** A timer that sends a request every `period` ms and shows the latest code. A refusal leaves the code on screen, until the session has ended. */
export function loop(period: number): Strategy {
  return (circumstances) => {
    const client = new PlainClient(circumstances);
    for (let at = client.opens; at < circumstances.latest;) {
      const { state, at: received } = client.request(at);
      if (hasEnded(state)) return client.end(received);
      if (state.kind === 'code' && received < circumstances.latest)
        client.screen.show(state.index, received, received - at);
      at = Math.max(at + period, received);
    }
    return client.end(circumstances.latest);
  };
}

/** How long after a restart the dialog with one request opens, in ms: at once, it would find no code. */
const dialogOpens = 3_000;

/** One request when the dialog opens, as Evolution Manager does it. The code stays on screen until the session ends and the dialog closes. */
export const oncePerDialog: Strategy = (circumstances) => {
  const { lifetime, latest, restarts } = circumstances;
  const client = new PlainClient(circumstances);
  const opens = client.opens + (restarts ? dialogOpens : 0);
  const { state, at: received } = client.request(opens);
  const closes = lifetime.ending === 'repeats' || lifetime.ending === 'slides' ? latest : lifetime.end;
  if (state.kind === 'code') client.screen.show(state.index, received, received - opens);
  return client.end(Math.max(closes, received));
};
