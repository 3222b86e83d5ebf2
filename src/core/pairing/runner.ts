import { nextWake } from './wake';
import type { WaitCause } from './entry';
import type { Cancel, Clock } from '../time/clock';
import type { Disposable } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { PairingRequest, PairingClient } from '../gateways/client';
import type { Pace } from '../gateways/instancepace';
import type { Event, Pairing, Phase, SessionCommand } from './pairing';
import { begin, isOver } from './pairing';
import type { Failure } from '../failures/failure';
import type { PairingEntry } from './entry';
import { dueRequests, transition } from './transition';

/** What a pairing session is made of. */
export interface RunnerParts {
  readonly client: PairingClient;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly note: (entry: PairingEntry) => void;
  /** A number in [0, 1) for the jitter of waits. */
  readonly chance: () => number;
  /** The poll interval in milliseconds, asked anew for each poll. */
  readonly interval: () => number;
}

/** Runs one attempt to pair, to its end: makes the requests that its state asks for and wakes it when something is due. The only place that waits. */
export class PairingRunner implements Disposable {
  readonly #changed = new Emitter<Pairing>();
  /** Fires after every change; two different states are never the same object. */
  readonly onDidChange = this.#changed.event;

  #state: Pairing;
  #cancelTimer: Cancel | undefined;
  #inFlight: { readonly request: PairingRequest; readonly abort: AbortController } | undefined;
  #disposed = false;
  /** For which a code is wanted, digits only; a secret, so it is no part of the state that everybody sees. */
  #number = '';

  constructor(
    private readonly parts: RunnerParts,
    visible = true,
    /** A start or restart of the session comes before the first question for a code. */
    first: 'qr' | SessionCommand = 'qr',
  ) {
    const { clock, pace, note } = parts;
    this.#state = begin(clock.now(), visible, pace.last(), first);
    note({ kind: 'phase', to: this.#state.phase.kind });
    this.#arm();
  }

  get state(): Pairing {
    return this.#state;
  }

  /** Ends the pairing: no request starts afterwards, an open one is aborted, a late answer is dropped. */
  stop(): void {
    this.#dispatch({ type: 'stop', at: this.parts.clock.now() });
  }

  /** Makes the planned request now, or as soon as the pace allows. */
  retry(): void {
    this.#dispatch({ type: 'retry', at: this.parts.clock.now() });
  }

  /** Asks for a code for the phone with that number (digits only, international), as soon as no other request is under way. */
  requestPairingCode(number = this.#number): void {
    this.#number = number;
    this.#dispatch({ type: 'requestPairingCode', at: this.parts.clock.now() });
  }

  /** Gives up what came of {@link askPhoneCode}, and forgets the number. */
  dropPairingCode(): void {
    this.#number = '';
    this.#dispatch({ type: 'dropPairingCode', at: this.parts.clock.now() });
  }

  /** Notes which window has the lock on the instance: its name, or undefined once none has it any longer. */
  lock(by: string | undefined): void {
    this.#dispatch({ type: 'locked', at: this.parts.clock.now(), by });
  }

  /** Tells whether anybody can see the panel. */
  setVisible(visible: boolean): void {
    this.#dispatch({ type: 'visible', at: this.parts.clock.now(), visible });
  }

  dispose(): void {
    this.stop();
    this.#disposed = true;
    this.#changed.dispose();
  }

  #dispatch(event: Event): void {
    if (this.#disposed) return;
    const before = this.#state;
    const after = transition(before, event);
    if (after === before) return;
    this.#state = after;
    if (isOver(after)) this.#number = '';
    this.#note(before, after, event);
    if (after.inFlight !== before.inFlight) this.#fly(after.inFlight);
    this.#arm();
    this.#changed.fire(after);
  }

  #note(before: Pairing, after: Pairing, event: Event): void {
    const { phase: from, link: was, codes } = before;
    const { phase: to, link, plan, codes: count } = after;
    const { note, clock } = this.parts;
    if (count > codes) note({ kind: 'code', count, ...lifeOf(to, clock.now()) });
    if (to.kind !== from.kind)
      note({
        kind: 'phase',
        from: from.kind,
        to: to.kind,
        ...(to.kind === 'failed' && { failure: wordless(to.failure) }),
      });
    const because = causeOf(before, after, event);
    if (because !== undefined && plan?.seconds !== undefined)
      note({ kind: 'wait', because, seconds: plan.seconds });
    if (link === was || link.kind === 'up' || !plan) return;
    const seconds = Math.round((plan.at - clock.now()) / 1_000);
    note({ kind: 'retry', failure: wordless(link.because), seconds });
  }

  #arm(): void {
    this.#cancelTimer?.();
    const wake = nextWake(this.#state);
    this.#cancelTimer =
      wake === undefined
        ? undefined
        : this.parts.clock.at(wake, () => {
            this.#wake();
          });
  }

  #wake(): void {
    const { clock, pace, chance } = this.parts;
    const at = clock.now();
    for (const request of dueRequests(this.#state, at)) {
      const rest = pace.rest(request);
      if (rest > 0) this.#dispatch({ type: 'postpone', at: at + rest, request });
    }
    this.#dispatch({ type: 'due', at, chance: chance() });
  }

  /** Makes the request that the state asks for; ends one that it has given up. */
  #fly(request: PairingRequest | undefined): void {
    const { client, clock, pace, chance, interval } = this.parts;
    if (this.#inFlight) {
      this.#inFlight.abort.abort();
      pace.ended(this.#inFlight.request);
    }
    this.#inFlight = undefined;
    if (request === undefined) return;
    const inFlight = { request, abort: new AbortController() };
    this.#inFlight = inFlight;
    const number = request === 'pairingCode' ? this.#number : undefined;
    void client.request(request, inFlight.abort.signal, number).then((answer) => {
      if (this.#inFlight !== inFlight) return;
      this.#inFlight = undefined;
      pace.ended(request);
      this.#dispatch({
        type: 'answered',
        at: clock.now(),
        request,
        answer,
        chance: chance(),
        interval: interval(),
      });
    });
  }
}

/** What a code that has just come has left; nobody sees one that is no part of the state. */
function lifeOf(phase: Phase, now: number): { life?: number } {
  if (phase.kind !== 'scannable' && phase.kind !== 'expired') return { life: 0 };
  return phase.code.hasExpiry ? { life: Math.round(phase.code.expiresAt - now) } : {};
}

/** What an event that made the pairing wait for the session said; undefined for any other. */
function causeOf(
  { phase: from }: Pairing,
  { phase: to, link }: Pairing,
  event: Event,
): WaitCause | undefined {
  if (link.kind !== 'up') return undefined;
  if (event.type !== 'answered')
    return from.kind === 'linking' && to.kind === 'waiting' ? 'STARTING' : undefined;
  const { answer } = event;
  if (answer.kind === 'status') return answer.status;
  if (answer.kind === 'failure') return answer.failure.kind;
  return answer.kind === 'empty' ? 'empty' : undefined;
}

/** A failure without the gateway's words, which no log or report may have. */
function wordless(failure: Failure): Failure {
  const { kind, status, detail } = failure;
  return { kind, ...(status !== undefined && { status }), ...(detail !== undefined && { detail }) };
}
