import type { PanelView } from '../core/views/paneldata';
import type { Cancel, Clock } from '../core/time/clock';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { Intent, QueueIntent } from '../core/views/intent';
import { isQueueIntent } from '../core/views/intent';
import { isOver } from '../core/pairing/pairing';
import type { Queue, QueueEntry, QueueEvent } from '../core/queue/queue';
import { advance, currentOf, nextOf, withLabels } from '../core/queue/queue';
import { queuedView, summaryText, unreachableView } from '../core/views/queueview';
import type { Translate } from '../core/text/translate';
import type { InstancePairing } from '../pairing/instancepairing';
import type { Panel } from '../pairing/panel/panel';
import type { SharedPanel } from './queuesurface';
import { Seat } from './queuesurface';

/** How long a linked instance stays on show before the queue moves on, in ms. */
export const linkedTime = 3_000;
/** How long a press counts as meant for what was on show before the queue moved on by itself, in ms. */
export const lateness = 700;

/** What a queue needs of the pairing that a seat takes part in. */
export type SeatedPairing = Pick<InstancePairing, 'state' | 'onDidChange'> & {
  readonly phone: Pick<InstancePairing['phone'], 'receive'>;
};

/** What a run through a queue is made of. */
export interface QueueRunParts {
  readonly panel: SharedPanel & QueuePanel;
  readonly clock: Pick<Clock, 'now' | 'at'>;
  readonly t: Translate;
  /** Shows an instance's pairing in a seat too, and begins it unless it is running; undefined if its gateway is of no use. */
  readonly join: (seat: Seat, ref: InstanceRef) => SeatedPairing | undefined;
  /** Begins an instance's pairing again where no other window has it. */
  readonly resume: (ref: InstanceRef) => void;
  /** Keeps the queue beyond the window. */
  readonly keep: (queue: Queue) => void;
  readonly copy: (text: string) => void;
}

type QueuePanel = Pick<
  Panel,
  'show' | 'onIntent' | 'onNumber' | 'onDidChangeVisibility' | 'onDidActivate' | 'onDidClose'
>;

interface Taken {
  readonly seat: Seat;
  readonly pairing: SeatedPairing | undefined;
  readonly following: Disposable | undefined;
}

const events: Readonly<Partial<Record<QueueIntent, QueueEvent>>> = {
  queueBack: { type: 'back' },
  queueLater: { type: 'later' },
  queueSkip: { type: 'skip' },
  queueAgain: { type: 'again' },
};

/** Pairs the instances of a queue one after the other in one panel. At most two are asked about: the current one and the next. */
export class QueueRun {
  readonly #closed = new Emitter<undefined>();
  /** Fires when the user closes the panel. */
  readonly onDidClose = this.#closed.event;
  readonly #taken = new Map<string, Taken>();
  #queue: Queue;
  #settling = false;
  #ended = false;
  #dirty = false;
  /** Whose turn it was when seats were last taken. */
  #turn: string | undefined;
  /** The wait before the queue moves on from a linked one. */
  #pause: { readonly key: string; readonly cancel: Cancel } | undefined;
  /** When it last moved on by itself. */
  #movedAt = -Infinity;

  constructor(
    private readonly parts: QueueRunParts,
    queue: Queue,
  ) {
    const { panel } = parts;
    this.#queue = queue;
    panel.onIntent((intent) => {
      this.#press(intent);
    });
    panel.onNumber((entry) => {
      this.#current?.pairing?.phone.receive(entry);
    });
    panel.onDidActivate(() => {
      this.#current?.seat.turnedTo();
    });
    panel.onDidChangeVisibility(() => {
      for (const { seat } of this.#taken.values()) seat.look();
    });
    panel.onDidClose(() => {
      this.#end();
    });
    this.begin(queue);
  }

  get queue(): Queue {
    return this.#queue;
  }

  /** Goes on with a queue in the place of the one before, as the user wishes: whose turn it is is asked about, though nothing was. */
  begin(queue: Queue): void {
    this.#turn = undefined;
    this.replace(queue);
  }

  /** Takes the same queue in otherwise: its instances are known by other names, or some are gone. */
  replace(queue: Queue): void {
    this.#queue = queue;
    this.parts.keep(queue);
    this.#dirty = true;
    this.#settle();
  }

  /** Shows its instances by the names they have now. */
  rename(labelOf: (ref: InstanceRef) => string | undefined): void {
    this.#queue = withLabels(this.#queue, labelOf);
    this.#draw();
  }

  /** Tries those again whose gateway was of no use: it may be by now. */
  retry(): void {
    for (const [key, taken] of this.#taken) if (!taken.pairing) this.#leave(key, taken);
    this.#dirty = true;
    this.#settle();
  }

  reveal(): void {
    this.parts.panel.reveal();
  }

  get #current(): Taken | undefined {
    const current = currentOf(this.#queue);
    return current && this.#taken.get(refKey(current.ref));
  }

  #press(intent: Intent): void {
    if (!isQueueIntent(intent)) {
      this.#current?.seat.intend(intent);
      return;
    }
    if (intent === 'queueCopy') this.parts.copy(summaryText(this.#queue, this.parts.t));
    // It was pressed for the one before, which nobody has to skip any more.
    if (this.parts.clock.now() - this.#movedAt < lateness) return;
    const event = events[intent];
    if (event) this.#move(event);
  }

  #move(event: QueueEvent): void {
    this.#advance(event);
    this.#settle();
  }

  /** Brings seats and queue in line with each other and with what became of the pairings. */
  #settle(): void {
    // Seats that are taken or left here tell of it at once; that is seen in the next round.
    if (this.#settling || this.#ended) return;
    this.#settling = true;
    let before: Queue;
    do {
      before = this.#queue;
      this.#seat();
      this.#resume();
      this.#note();
    } while (this.#queue !== before);
    this.#settling = false;
    this.#rest();
    if (this.#dirty) this.#draw();
  }

  #seat(): void {
    const current = currentOf(this.#queue);
    // Whoever stops the pairing wants nothing asked, of the next one neither.
    const next = this.#isStopped ? undefined : nextOf(this.#queue);
    const wanted = [current, next].filter((entry) => entry !== undefined);
    const keys = new Set(wanted.map(({ ref }) => refKey(ref)));
    // Before others come, so that there are never more than two.
    for (const [key, taken] of this.#taken) if (!keys.has(key)) this.#leave(key, taken);
    const taken = wanted.filter((entry) => this.#take(entry));
    if (!current) return;
    const { kind } = this.#current?.pairing?.state.phase ?? {};
    const soon = kind === 'linking' || kind === 'linked' ? 'ready' : 'warm';
    for (const { ref } of wanted)
      this.#taken.get(refKey(ref))?.seat.play(ref === current.ref ? 'current' : soon);
    // Whoever comes in is taken for what the user has turned to.
    if (taken.length > 0) this.#current?.seat.turnedTo();
    const turn = refKey(current.ref);
    if (turn === this.#turn) return;
    this.#turn = turn;
    // What it came to while it waited may be long ago.
    if (!taken.includes(current)) this.#renew(current);
  }

  /** Whether the user has stopped the current one. */
  get #isStopped(): boolean {
    const pairing = this.#current?.pairing;
    return pairing?.state.phase.kind === 'stopped';
  }

  #renew({ ref }: QueueEntry): void {
    const pairing = this.#current?.pairing;
    const kind = pairing?.state.phase.kind;
    if (pairing && isOver(pairing.state) && kind !== 'locked' && kind !== 'linked') this.parts.resume(ref);
  }

  /** Gives one a seat, and tells whether it had none. */
  #take({ ref }: QueueEntry): boolean {
    const key = refKey(ref);
    if (this.#taken.has(key)) return false;
    const seat = new Seat(this.parts.panel);
    const pairing = this.parts.join(seat, ref);
    const following = pairing?.onDidChange(() => {
      this.#settle();
    });
    this.#taken.set(key, { seat, pairing, following });
    seat.onDidShow(() => {
      this.#draw();
    });
    return true;
  }

  #leave(key: string, { seat, following }: Taken): void {
    this.#taken.delete(key);
    following?.dispose();
    seat.close();
  }

  /** Goes on with the current one, if another window that had it doesn't any more. */
  #resume(): void {
    const current = currentOf(this.#queue);
    const phase = this.#current?.pairing?.state.phase;
    if (current && phase?.kind === 'locked' && phase.by === undefined) this.parts.resume(current.ref);
  }

  /** Notes what became of those that have a seat. */
  #note(): void {
    for (const entry of [currentOf(this.#queue), nextOf(this.#queue)]) {
      if (!entry) continue;
      const state = this.#taken.get(refKey(entry.ref))?.pairing?.state;
      // Whose account is still asked for.
      if (state?.phase.kind !== 'linked' || state.plan || state.inFlight) continue;
      this.#advance({ type: 'linked', ref: entry.ref, account: state.phase.account?.name });
    }
    const current = this.#current;
    if (!current) return;
    const { kind } = current.pairing?.state.phase ?? { kind: 'failed' as const };
    this.#advance({ type: kind === 'failed' ? 'failed' : 'begunAgain' });
  }

  /** Lets a linked one be seen for a moment, and moves on. */
  #rest(): void {
    const current = currentOf(this.#queue);
    const key = current?.outcome === 'linked' ? refKey(current.ref) : undefined;
    if (key === this.#pause?.key) return;
    this.#pause?.cancel();
    const { clock } = this.parts;
    this.#pause =
      key === undefined
        ? undefined
        : {
            key,
            cancel: clock.at(clock.now() + linkedTime, () => {
              this.#movedAt = clock.now();
              this.#move({ type: 'skip' });
            }),
          };
  }

  #advance(event: QueueEvent): void {
    this.#become(advance(this.#queue, event));
  }

  #become(queue: Queue): void {
    if (queue === this.#queue) return;
    this.#queue = queue;
    this.parts.keep(queue);
    this.#dirty = true;
  }

  #draw(): void {
    // All that changes at once is shown at once.
    this.#dirty = this.#settling;
    if (!this.#settling && !this.#ended) this.parts.panel.show(() => this.#view);
  }

  get #view(): PanelView {
    const { t } = this.parts;
    const current = currentOf(this.#queue);
    const view = this.#current?.seat.view;
    return queuedView(view ?? unreachableView(current?.ref, t), this.#queue, view !== undefined, t);
  }

  #end(): void {
    this.#ended = true;
    this.#pause?.cancel();
    for (const [key, taken] of this.#taken) this.#leave(key, taken);
    this.#closed.fire(undefined);
  }
}
