import { nextWake } from './wake';
import type { Cancel, Clock } from '../time/clock';
import type { Disposable } from '../events/emitter';
import { Emitter } from '../events/emitter';
import type { PairingRequest, PairingClient } from '../gateways/client';
import type { CodeHistory } from '../code/code';
import type { LearnedLives } from '../code/codelives';
import type { Pace } from '../gateways/instancepace';
import type { Event } from './event';
import type { FirstRequest, Pairing } from './pairing';
import { begin, isOver } from './pairing';
import type { Phase, WaitCause } from './phase';
import { gapBefore } from './reply';
import type { Failure } from '../failures/failure';
import type { PairingEntry } from './entry';
import { dueRequests, transition } from './transition';

/** What a runner needs. */
export interface RunnerParts {
  readonly client: PairingClient;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly note: (entry: PairingEntry) => void;
  /** A number in [0, 1) for the jitter of waits. */
  readonly chance: () => number;
  /** The poll interval in milliseconds, read for each poll. */
  readonly interval: () => number;
  /** What is learned about the gateway's codes. */
  readonly learned: LearnedLives;
}

/** How a runner begins. */
export interface RunnerStart {
  /** Whether the panel is visible; true by default. */
  readonly visible?: boolean;
  readonly first?: FirstRequest | undefined;
  /** What an earlier run knows about the session's codes. */
  readonly history?: CodeHistory | undefined;
}

/** A request under way. */
interface UnderWay {
  readonly request: PairingRequest;
  readonly abort: AbortController;
}

/** Runs one pairing to its end: sends the requests that its state needs, and wakes it when something is due. The only place that waits. */
export class PairingRunner implements Disposable {
  readonly #changed = new Emitter<Pairing>();
  /** Fires after every change; two different states are never the same object. */
  readonly onDidChange = this.#changed.event;

  #state: Pairing;
  #cancelTimer: Cancel | undefined;
  #inFlight: UnderWay | undefined;
  /** The session check beside it. */
  #check: UnderWay | undefined;
  #disposed = false;
  /** The phone number for pairing codes, digits only. It is a secret, so it isn't part of the public state. */
  #number = '';

  constructor(
    private readonly parts: RunnerParts,
    { visible = true, first = 'qr', history }: RunnerStart = {},
  ) {
    const { clock, pace, note, learned } = parts;
    const inherited = { last: pace.last(), lives: learned.current, ...(history && { history }) };
    this.#state = begin(clock.now(), visible, inherited, first);
    note({ kind: 'phase', to: this.#state.phase.kind });
    this.#setTimer();
  }

  get state(): Pairing {
    return this.#state;
  }

  /** Ends the pairing: no request starts afterwards, a request under way is aborted, and a late answer is ignored. */
  stop(): void {
    this.#dispatch({ type: 'stop', at: this.parts.clock.now() });
  }

  /** Sends the planned request now, or as soon as the minimum gap allows. */
  retry(): void {
    this.#dispatch({ type: 'retry', at: this.parts.clock.now() });
  }

  /** Requests a pairing code for a phone number (digits only, international) as soon as no other request is under way. */
  requestPairingCode(number = this.#number): void {
    this.#number = number;
    this.#dispatch({ type: 'requestPairingCode', at: this.parts.clock.now() });
  }

  /** Gives up the pairing code or the request for it, and forgets the phone number. */
  cancelPairingCode(): void {
    this.#number = '';
    this.#dispatch({ type: 'cancelPairingCode', at: this.parts.clock.now() });
  }

  /** Notes which window has the lock on the instance: its name, or undefined if no window has it now. */
  lock(by: string | undefined): void {
    this.#dispatch({ type: 'locked', at: this.parts.clock.now(), by });
  }

  /** Notes whether the panel is visible. */
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
    if (after.lives !== before.lives) this.parts.learned.add(after.lives);
    if (after.inFlight !== before.inFlight) this.#inFlight = this.#replace(this.#inFlight, after.inFlight);
    if (after.checkSince !== before.checkSince)
      this.#check = this.#replace(this.#check, after.checkSince === undefined ? undefined : 'session');
    this.#setTimer();
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
        ...(to.kind === 'failed' && { failure: withoutMessage(to.failure) }),
      });
    const because = causeOf(before, after, event);
    if (because !== undefined && plan?.seconds !== undefined)
      note({ kind: 'wait', because, seconds: plan.seconds });
    if (link === was || link.kind === 'up' || !plan) return;
    const seconds = Math.round((plan.at - clock.now()) / 1_000);
    note({ kind: 'retry', failure: withoutMessage(link.because), seconds });
  }

  #setTimer(): void {
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
      const rest = pace.rest(request, gapBefore(this.#state, request));
      if (rest > 0) this.#dispatch({ type: 'postpone', at: at + rest, request });
    }
    this.#dispatch({ type: 'due', at, chance: chance() });
  }

  /** Gives up a request that the state no longer has under way, if it hasn't been answered, and sends another one. */
  #replace(before: UnderWay | undefined, request: PairingRequest | undefined): UnderWay | undefined {
    const { pace } = this.parts;
    if (before) {
      before.abort.abort();
      pace.ended(before.request);
    }
    if (request === undefined) return undefined;
    const underWay = { request, abort: new AbortController() };
    pace.started(request);
    void this.#send(underWay);
    return underWay;
  }

  async #send(underWay: UnderWay): Promise<void> {
    const { client, clock, pace, chance, interval } = this.parts;
    const { request, abort } = underWay;
    const number = request === 'pairingCode' ? this.#number : undefined;
    const answer = await client.request(request, abort.signal, number);
    if (this.#inFlight === underWay) this.#inFlight = undefined;
    else if (this.#check === underWay) this.#check = undefined;
    else return;
    pace.ended(request);
    this.#dispatch({
      type: 'answered',
      at: clock.now(),
      request,
      answer,
      chance: chance(),
      interval: interval(),
    });
  }
}

/** The time that a new code has left. A code that isn't in the state is never shown, so it counts as expired. */
function lifeOf(phase: Phase, now: number): { life?: number } {
  if (phase.kind !== 'scannable' && phase.kind !== 'expired') return { life: 0 };
  return phase.code.end === 'reported' ? { life: Math.round(phase.code.expiresAt - now) } : {};
}

/** Why an event made the pairing wait for the session; undefined if it didn't. */
function causeOf(
  { phase: from }: Pairing,
  { phase: to, link }: Pairing,
  event: Event,
): WaitCause | undefined {
  if (link.kind !== 'up') return undefined;
  if (event.type !== 'answered')
    return from.kind === 'linking' && to.kind === 'waiting' ? to.cause : undefined;
  // The answer may only be the last of several: a session check that says SCAN_QR_CODE after requests that got no code.
  if (to.kind === 'waiting') return to.cause;
  const { answer } = event;
  if (answer.kind === 'status') return answer.status;
  if (answer.kind === 'failure') return answer.failure.kind;
  return answer.kind === 'empty' ? 'empty' : undefined;
}

/** A failure without the gateway's message, which must not appear in logs and reports. */
function withoutMessage(failure: Failure): Failure {
  const { kind, status, detail } = failure;
  return { kind, ...(status !== undefined && { status }), ...(detail !== undefined && { detail }) };
}
