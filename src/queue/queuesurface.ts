import type { ViewColumn } from 'vscode';
import { Emitter } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';
import type { MonitorView } from '../core/views/monitorview';
import type { PanelView } from '../core/views/paneldata';
import type { Panel } from '../pairing/panel/panel';
import type { Surface } from '../pairing/surface';

/** The queue's panel, as far as its surfaces need it. */
export type SharedPanel = Pick<Panel, 'visible' | 'column' | 'reveal' | 'showMonitor'>;

/**
 * What a surface is for now: `current` is the one on show; a `waiting` one is out of sight, so that no code is fetched for
 * it but a linked phone is noticed; a `next` one is about to be shown and may fetch its code.
 */
export type QueueRole = 'waiting' | 'next' | 'current';

/** The surface of one instance in the panel in which several are paired in a row. */
export class QueueSurface implements Surface {
  readonly kind = 'panel';
  readonly shared = true;
  readonly #intended = new Emitter<Intent>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  readonly #shown = new Emitter<undefined>();
  readonly onIntent = this.#intended.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  /** Fires when the current one has something new to show. */
  readonly onDidShow = this.#shown.event;
  #role: QueueRole | 'closed' = 'waiting';
  #visible = false;
  #view: (() => PanelView) | undefined;
  #monitor: (() => MonitorView) | undefined;

  constructor(private readonly panel: SharedPanel) {}

  get visible(): boolean {
    return this.#visible;
  }

  get column(): ViewColumn | undefined {
    return this.#role === 'current' ? this.panel.column : undefined;
  }

  /** The end of one that isn't on show yet is told when its turn comes. */
  get waitsForTurn(): boolean {
    return this.#role !== 'current';
  }

  /** What it shows now; undefined before there is anything. */
  get view(): PanelView | undefined {
    return this.#view?.();
  }

  /** Gives it another role. */
  setRole(role: QueueRole): void {
    if (this.#role === role || this.#role === 'closed') return;
    this.#role = role;
    this.checkVisibility();
    if (role !== 'current') return;
    if (this.#monitor) this.panel.showMonitor(this.#monitor);
    this.activate();
  }

  /** Finds out whether anybody can see it. */
  checkVisibility(): void {
    const visible = this.panel.visible && (this.#role === 'next' || this.#role === 'current');
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#visibilityChanged.fire(visible);
  }

  /** Passes on a button that was pressed on it. */
  press(intent: Intent): void {
    this.#intended.fire(intent);
  }

  /** Notes that the user has turned to it. */
  activate(): void {
    this.#activated.fire(undefined);
  }

  show(view: () => PanelView): void {
    this.#view = view;
    if (this.#role === 'current') this.#shown.fire(undefined);
  }

  /** Shows what the function makes in the rotation monitor, while it is the current one. */
  showMonitor(view: () => MonitorView): void {
    this.#monitor = view;
    if (this.#role === 'current') this.panel.showMonitor(view);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Ends its turn: a pairing that shows on no other surface ends. */
  close(): void {
    this.#role = 'closed';
    this.#visible = false;
    this.#closed.fire(undefined);
  }
}
