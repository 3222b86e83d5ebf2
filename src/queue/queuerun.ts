import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Pairing } from '../core/pairing/pairing';
import { isOver } from '../core/pairing/pairing';
import type { Queue, QueueEntry, QueueEvent } from '../core/queue/queue';
import { advance, currentOf, nextOf, withLabels } from '../core/queue/queue';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { Translate } from '../core/text/translate';
import type { Cancel, Clock } from '../core/time/clock';
import type { Intent, QueueIntent } from '../core/views/intent';
import { isQueueIntent } from '../core/views/intent';
import type { PanelView } from '../core/views/panel/paneldata';
import { queuedView, summaryText } from '../core/views/queueview';
import { unreachableView } from '../core/views/unreachableview';
import type { LivePairing } from '../pairing/livepairing';
import type { Panel } from '../pairing/panel/panel';
import type { Closing } from '../pairing/surfaces/surface';
import type { SharedPanel } from './queuesurface';
import { QueueSurface } from './queuesurface';

/** How long a linked instance is shown at least before the queue moves on, in ms. */
export const linkedTime = 3_000;
/** After the queue has moved on automatically, a press within this time, in ms, still counts for the previous instance. */
export const latePressTime = 700;

/** The part of a pairing that the queue needs. */
export interface QueuedPairing {
  readonly state: Pairing;
  readonly onDidChange: LivePairing['onDidChange'];
  readonly numberForm: Pick<LivePairing['numberForm'], 'receive'>;
}

/** What a {@link QueueRun} needs. */
export interface QueueRunParts {
  readonly panel: SharedPanel & QueuePanel;
  readonly clock: Pick<Clock, 'now' | 'at'>;
  readonly t: Translate;
  /** Shows an instance's pairing on a surface, and starts it unless it is running. Undefined if its gateway can't be used. */
  readonly join: (surface: QueueSurface, ref: InstanceRef) => QueuedPairing | undefined;
  /** Starts an instance's pairing again, unless it is running. */
  readonly resume: (ref: InstanceRef) => void;
  /** Saves the queue for the next time. */
  readonly save: (queue: Queue) => void;
  readonly copy: (text: string) => void;
}

type QueuePanel = Pick<
  Panel,
  'show' | 'onIntent' | 'onNumber' | 'onDidChangeVisibility' | 'onDidActivate' | 'onDidClose'
>;

/** An instance for which the queue sends requests. */
interface Joined {
  readonly surface: QueueSurface;
  /** Undefined if its gateway can't be used. */
  readonly pairing: QueuedPairing | undefined;
  readonly following: Disposable | undefined;
}

const events: Readonly<Partial<Record<QueueIntent, QueueEvent>>> = {
  queueBack: { type: 'back' },
  queueLater: { type: 'later' },
  queueSkip: { type: 'skip' },
  queueAgain: { type: 'again' },
};

/**
 * Pairs the instances of a queue one after the other in one panel. It sends requests for at most two: the current instance and
 * the next.
 */
export class QueueRun {
  readonly #closed = new Emitter<undefined>();
  /** Fires when the user closes the panel. */
  readonly onDidClose = this.#closed.event;
  readonly #joined = new Map<string, Joined>();
  #queue: Queue;
  #updating = false;
  #ended = false;
  #dirty = false;
  /** Key of the current instance at the last update. */
  #turn: string | undefined;
  /** The pause before the queue moves on from a linked instance. */
  #pause: { readonly key: string; readonly cancel: Cancel } | undefined;
  /** When the queue last moved on automatically. */
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
      this.#current?.pairing?.numberForm.receive(entry);
    });
    panel.onDidActivate(() => {
      this.#current?.surface.activate();
    });
    panel.onDidChangeVisibility(() => {
      for (const { surface } of this.#joined.values()) surface.checkVisibility();
    });
    panel.onDidClose(() => {
      this.#end();
    });
    this.begin(queue);
  }

  get queue(): Queue {
    return this.#queue;
  }

  /** Continues with another queue that the user chose. The current pairing starts even if it had ended before. */
  begin(queue: Queue): void {
    this.#turn = undefined;
    this.replace(queue);
  }

  /** Continues with the same queue after instances were renamed or removed. */
  replace(queue: Queue): void {
    this.#queue = queue;
    this.parts.save(queue);
    this.#dirty = true;
    this.#update();
  }

  /** Updates the labels of its instances. */
  relabel(labelOf: (ref: InstanceRef) => string | undefined): void {
    this.#queue = withLabels(this.#queue, labelOf);
    this.#draw();
  }

  /** Retries the instances whose gateway couldn't be used. */
  retry(): void {
    for (const [key, joined] of this.#joined) if (!joined.pairing) this.#leave(key, joined);
    this.#dirty = true;
    this.#update();
  }

  reveal(): void {
    this.parts.panel.reveal();
  }

  get #current(): Joined | undefined {
    const current = currentOf(this.#queue);
    return current && this.#joined.get(refKey(current.ref));
  }

  #press(intent: Intent): void {
    if (!isQueueIntent(intent)) {
      this.#current?.surface.press(intent);
      return;
    }
    if (intent === 'queueCopy') this.parts.copy(summaryText(this.#queue, this.parts.t));
    // The press was for the previous instance, which is already done.
    if (this.parts.clock.now() - this.#movedAt < latePressTime) return;
    // The user has seen that it is linked, and doesn't wait until that is confirmed.
    if (intent === 'queueSkip') this.#recordLinked(currentOf(this.#queue));
    const event = events[intent];
    if (event) this.#move(event);
  }

  #move(event: QueueEvent): void {
    this.#advance(event);
    this.#update();
  }

  /** Updates the surfaces and the queue after any change, including the results of pairings. */
  #update(): void {
    // Joining and leaving change pairings and call this again. The loop below handles that.
    if (this.#updating || this.#ended) return;
    this.#updating = true;
    let before: Queue;
    do {
      before = this.#queue;
      this.#joinWanted();
      this.#resumeFreed();
      this.#recordOutcomes();
    } while (this.#queue !== before);
    this.#updating = false;
    this.#pauseAfterLinked();
    if (this.#dirty) this.#draw();
  }

  #joinWanted(): void {
    const current = currentOf(this.#queue);
    // After “Stop pairing”, no request is sent for the next instance either.
    const next = this.#isStopped ? undefined : nextOf(this.#queue);
    const wanted = [current, next].filter((entry) => entry !== undefined);
    const keys = new Set(wanted.map(({ ref }) => refKey(ref)));
    // Leave before others join, so that there are never more than two.
    for (const [key, joined] of this.#joined) if (!keys.has(key)) this.#leave(key, joined);
    const added = wanted.filter((entry) => this.#join(entry));
    if (!current) return;
    const { kind } = this.#current?.pairing?.state.phase ?? {};
    const nextRole = kind === 'linking' || kind === 'linked' ? 'next' : 'waiting';
    for (const { ref } of wanted)
      this.#joined.get(refKey(ref))?.surface.setRole(ref === current.ref ? 'current' : nextRole);
    // A pairing that joins would count as the one that the user used last.
    if (added.length > 0) this.#current?.surface.activate();
    const turn = refKey(current.ref);
    if (turn === this.#turn) return;
    this.#turn = turn;
    // The pairing may have ended long ago, while it waited for its turn.
    if (!added.includes(current)) this.#startAnew(current);
  }

  /** Whether the user has stopped the current pairing. */
  get #isStopped(): boolean {
    return this.#current?.pairing?.state.phase.kind === 'stopped';
  }

  #startAnew({ ref }: QueueEntry): void {
    const state = this.#current?.pairing?.state;
    if (!state || !isOver(state)) return;
    const { kind } = state.phase;
    if (kind !== 'linked' && kind !== 'locked') this.parts.resume(ref);
  }

  /** Joins an instance's pairing. False if it had joined before. */
  #join({ ref }: QueueEntry): boolean {
    const key = refKey(ref);
    if (this.#joined.has(key)) return false;
    const surface = new QueueSurface(this.parts.panel);
    const pairing = this.parts.join(surface, ref);
    const following = pairing?.onDidChange(() => {
      this.#update();
    });
    this.#joined.set(key, { surface, pairing, following });
    surface.onDidShow(() => {
      this.#draw();
    });
    return true;
  }

  #leave(key: string, { surface, following }: Joined, closing: Closing = 'asked'): void {
    this.#joined.delete(key);
    following?.dispose();
    surface.close(closing);
  }

  /** Resumes the current pairing once no other window holds its lock. */
  #resumeFreed(): void {
    const current = currentOf(this.#queue);
    const phase = this.#current?.pairing?.state.phase;
    if (current && phase?.kind === 'locked' && phase.by === undefined) this.parts.resume(current.ref);
  }

  #recordOutcomes(): void {
    for (const entry of [currentOf(this.#queue), nextOf(this.#queue)]) {
      const state = entry && this.#joined.get(refKey(entry.ref))?.pairing?.state;
      // Some links are refused within seconds.
      const isConfirmed = state?.phase.kind === 'linked' && state.phase.confirmed === true;
      if (isConfirmed || !(state?.plan ?? state?.inFlight)) this.#recordLinked(entry);
    }
    const current = this.#current;
    if (!current) return;
    const kind = current.pairing?.state.phase.kind ?? 'failed';
    this.#advance({ type: kind === 'failed' ? 'failed' : 'begunAgain' });
  }

  #recordLinked(entry: QueueEntry | undefined): void {
    if (!entry) return;
    const phase = this.#joined.get(refKey(entry.ref))?.pairing?.state.phase;
    if (phase?.kind === 'linked')
      this.#advance({ type: 'linked', ref: entry.ref, account: phase.account?.name });
  }

  /** Shows a linked instance until its link is confirmed, or at least for a moment, then moves on. */
  #pauseAfterLinked(): void {
    const current = currentOf(this.#queue);
    const key = current?.outcome === 'linked' ? refKey(current.ref) : undefined;
    if (key === this.#pause?.key) return;
    this.#pause?.cancel();
    this.#pause = undefined;
    if (key === undefined) return;
    const { clock } = this.parts;
    const phase = this.#current?.pairing?.state.phase;
    const shownSince = phase?.kind === 'linked' ? phase.since : clock.now();
    const cancel = clock.at(shownSince + linkedTime, () => {
      this.#movedAt = clock.now();
      this.#move({ type: 'skip' });
    });
    this.#pause = { key, cancel };
  }

  #advance(event: QueueEvent): void {
    const queue = advance(this.#queue, event);
    if (queue === this.#queue) return;
    this.#queue = queue;
    this.parts.save(queue);
    this.#dirty = true;
  }

  #draw(): void {
    // Several changes within one update are drawn once, at its end.
    this.#dirty = this.#updating;
    if (!this.#updating && !this.#ended) this.parts.panel.show(() => this.#view);
  }

  get #view(): PanelView {
    const { t } = this.parts;
    const current = currentOf(this.#queue);
    const view = this.#current?.surface.view;
    const isLinked = this.#current?.pairing?.state.phase.kind === 'linked';
    const shown = { monitored: view !== undefined, isLinked };
    return queuedView(view ?? unreachableView(current?.ref, t), this.#queue, shown, t);
  }

  #end(): void {
    this.#ended = true;
    this.#pause?.cancel();
    const current = this.#current;
    // The user knows nothing of the pairings that still wait for their turn.
    for (const [key, joined] of this.#joined)
      this.#leave(key, joined, joined === current ? 'byEditor' : 'asked');
    this.#closed.fire(undefined);
  }
}
