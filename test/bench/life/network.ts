import type { RequestKind, Reading } from './gateway';
import type { SimulatedGateway } from './gateway';
import type { Simulation } from './simulation';
import type { Circumstances } from './scenario';

/** The gateway’s answer at the moment it sends it. */
export interface TimedAnswer extends Reading {
  /** The `Date` header. */
  readonly date: string;
}

/** The network to one gateway, and what happened on it. */
export class Network {
  /** When the requests for codes reached the gateway. */
  readonly arrivals: number[] = [];
  /** When the other requests did. */
  readonly checks: number[] = [];
  /** How often two requests of one kind were under way at the same time, or started less than their minimum apart. */
  violations = 0;
  /** Round trip of the last answered request for a code, in ms. */
  lastRoundTrip = 0;
  /** The longest that a request and its answer travelled, without the gateway’s work, in ms. */
  longestTrip = 0;
  /** When the gateway last knew that there is no code yet, and when it first had one for an answer. */
  #noCodeAt: number | undefined;
  #firstCodeAt: number | undefined;
  readonly #open = new Map<RequestKind, number>();
  readonly #started = new Map<RequestKind, number>();
  readonly #trips;

  constructor(
    private readonly simulation: Simulation,
    private readonly gateway: SimulatedGateway,
    private readonly circumstances: Circumstances,
    /** Minimum time between the starts of two requests of a kind, in ms. */
    private readonly minGaps: Readonly<Record<RequestKind, number>>,
  ) {
    const { trips } = circumstances;
    this.#trips = { beside: trips(true), qr: trips() };
  }

  /** The time in ms in which the first code was issued, as far as the answers tell; undefined if the pairing joined midway. */
  get birthWindow(): number | undefined {
    if (this.#noCodeAt === undefined || this.#firstCodeAt === undefined) return undefined;
    return this.#firstCodeAt - this.#noCodeAt;
  }

  /** Sends a request and delivers the answer, or undefined once the client gives the request up. */
  request(kind: RequestKind, signal: AbortSignal, deliver: (answer: TimedAnswer | undefined) => void): void {
    const { simulation, gateway, circumstances } = this;
    const { there, back } = kind === 'session' ? this.#trips.beside() : this.#trips.qr();
    const started = simulation.now;
    this.#note(kind);
    let over = false;
    const finish = (answer: TimedAnswer | undefined): void => {
      if (over) return;
      over = true;
      this.#open.set(kind, (this.#open.get(kind) ?? 1) - 1);
      deliver(answer);
    };
    signal.addEventListener('abort', () => {
      finish(undefined);
    });
    this.longestTrip = Math.max(this.longestTrip, there + back);
    simulation.at(started + there, () => {
      (kind === 'qr' ? this.arrivals : this.checks).push(simulation.now);
      const { readAt, sentAt } = gateway.reply(kind, simulation.now);
      simulation.at(readAt, () => {
        const reading = gateway.at(readAt);
        simulation.at(sentAt, () => {
          this.#learn(kind, reading, kind === 'restart' ? sentAt : readAt);
          const date = new Date(sentAt + circumstances.dateOffset).toUTCString();
          simulation.at(sentAt + back, () => {
            if (kind === 'qr' && !over) this.lastRoundTrip = simulation.now - started;
            finish({ ...reading, date });
          });
        });
      });
    });
  }

  #note(kind: RequestKind): void {
    const { now } = this.simulation;
    const open = this.#open.get(kind) ?? 0;
    const sinceLast = now - (this.#started.get(kind) ?? -Infinity);
    if (open > 0 || sinceLast < this.minGaps[kind]) this.violations += 1;
    this.#open.set(kind, open + 1);
    this.#started.set(kind, now);
  }

  #learn(kind: RequestKind, { state }: Reading, at: number): void {
    if (this.#firstCodeAt !== undefined) return;
    if (kind === 'restart' || (state.kind === 'status' && state.status === 'STARTING')) this.#noCodeAt = at;
    else if (kind === 'qr' && state.kind === 'code') this.#firstCodeAt = at;
  }
}
