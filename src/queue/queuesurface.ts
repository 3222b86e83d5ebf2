import type { ViewColumn } from 'vscode';
import { Emitter } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';
import type { MonitorView } from '../core/views/monitorview';
import type { PanelView } from '../core/views/panel/paneldata';
import type { Panel } from '../pairing/panel/panel';
import type { Closing, Surface } from '../pairing/surfaces/surface';

/** The part of the queue's panel that its surfaces need. */
export type SharedPanel = Pick<Panel, 'visible' | 'column' | 'reveal' | 'showMonitor'>;

/**
 * The role of a surface: `current` is shown; `waiting` is hidden, so that no code is requested but a linked phone is noticed;
 * `next` is shown soon and may already request its code.
 */
export type QueueRole = 'waiting' | 'next' | 'current';

/** The surface of one instance in the queue's panel. */
export class QueueSurface implements Surface {
  readonly kind = 'panel';
  readonly shared = true;
  readonly #intended = new Emitter<Intent>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<Closing>();
  readonly #shown = new Emitter<undefined>();
  readonly onIntent = this.#intended.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  /** Fires when this surface is the current one and has something new to show. */
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

  /** Only the current one is shown. */
  get waitsForTurn(): boolean {
    return this.#role !== 'current';
  }

  /** What it shows now; undefined before it has a view. */
  get view(): PanelView | undefined {
    return this.#view?.();
  }

  /** Sets its role. */
  setRole(role: QueueRole): void {
    if (this.#role === role || this.#role === 'closed') return;
    this.#role = role;
    this.checkVisibility();
    if (role !== 'current') return;
    if (this.#monitor) this.panel.showMonitor(this.#monitor);
    this.activate();
  }

  /** Updates whether the user can see it. */
  checkVisibility(): void {
    const visible = this.panel.visible && (this.#role === 'next' || this.#role === 'current');
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#visibilityChanged.fire(visible);
  }

  /** Fires {@link onIntent} for a button that the user pressed. */
  press(intent: Intent): void {
    this.#intended.fire(intent);
  }

  /** Fires {@link onDidActivate}. */
  activate(): void {
    this.#activated.fire(undefined);
  }

  show(view: () => PanelView): void {
    this.#view = view;
    if (this.#role === 'current') this.#shown.fire(undefined);
  }

  /** Shows the view that the function returns in the rotation monitor, while this surface is the current one. */
  showMonitor(view: () => MonitorView): void {
    this.#monitor = view;
    if (this.#role === 'current') this.panel.showMonitor(view);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Ends its turn. A pairing without another surface ends. */
  close(closing: Closing = 'asked'): void {
    this.#role = 'closed';
    this.#visible = false;
    this.#closed.fire(closing);
  }
}
