import type { PanelView } from '../core/views/paneldata';
import type { ViewColumn } from 'vscode';
import { Emitter } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';
import type { MonitorView } from '../core/views/monitorview';
import type { Panel } from '../pairing/panel/panel';
import type { Surface } from '../pairing/surface';

/** The panel that seats share. */
export type SharedPanel = Pick<Panel, 'visible' | 'column' | 'reveal' | 'showMonitor'>;

/**
 * What a seat is to its panel: `current` is the one that is shown; a `warm` one is out of sight, so that no code is
 * fetched for it but a linked phone is noticed; a `ready` one is about to be shown and may fetch its code.
 */
export type SeatPart = 'warm' | 'ready' | 'current';

/** The place of one instance in the panel in which several are paired in a row. */
export class Seat implements Surface {
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
  /** Fires when there is something new to see of the current one. */
  readonly onDidShow = this.#shown.event;
  #part: SeatPart | 'closed' = 'warm';
  #visible = false;
  #view: (() => PanelView) | undefined;
  #monitor: (() => MonitorView) | undefined;

  constructor(private readonly panel: SharedPanel) {}

  get visible(): boolean {
    return this.#visible;
  }

  get column(): ViewColumn | undefined {
    return this.#part === 'current' ? this.panel.column : undefined;
  }

  /** The end of one that isn't shown yet is told when its turn comes. */
  get quiet(): boolean {
    return this.#part !== 'current';
  }

  /** What is to be seen of it now. */
  get view(): PanelView | undefined {
    return this.#view?.();
  }

  /** Gives it another part. */
  play(part: SeatPart): void {
    if (this.#part === part || this.#part === 'closed') return;
    this.#part = part;
    this.look();
    if (part !== 'current') return;
    if (this.#monitor) this.panel.showMonitor(this.#monitor);
    this.turnedTo();
  }

  /** Sees whether the panel is in sight. */
  look(): void {
    const visible = this.panel.visible && (this.#part === 'ready' || this.#part === 'current');
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#visibilityChanged.fire(visible);
  }

  /** Passes on what the user wants of the current one. */
  intend(intent: Intent): void {
    this.#intended.fire(intent);
  }

  /** Notes that the user has turned to the panel. */
  turnedTo(): void {
    this.#activated.fire(undefined);
  }

  show(view: () => PanelView): void {
    this.#view = view;
    if (this.#part === 'current') this.#shown.fire(undefined);
  }

  /** Shows what the function tells in the rotation monitor, while it is the current one. */
  showMonitor(view: () => MonitorView): void {
    this.#monitor = view;
    if (this.#part === 'current') this.panel.showMonitor(view);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Its turn is over: a pairing that is shown nowhere else ends. */
  close(): void {
    this.#part = 'closed';
    this.#visible = false;
    this.#closed.fire(undefined);
  }
}
