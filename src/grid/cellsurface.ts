import type { PanelView } from '../core/views/panel/paneldata';
import type { ViewColumn } from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';
import type { Closing, Surface } from '../pairing/surfaces/surface';
import type { GridPanel } from './gridpanel';

/** The part of the grid's panel that its cells need. */
export type CellPanel = Pick<GridPanel, 'visible' | 'column' | 'reveal' | 'onDidChangeVisibility'>;

/** The surface of one instance in the QR grid. */
export class CellSurface implements Surface {
  /** The user can't open a pairing in a cell: “Open panel” opens a panel of its own. */
  readonly kind = 'grid';
  readonly shared = true;
  readonly #intended = new Emitter<Intent>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<Closing>();
  readonly onIntent = this.#intended.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly #following: Disposable;
  #view: (() => PanelView) | undefined;
  #open = true;

  constructor(
    private readonly panel: CellPanel,
    /** Called when there is something new to show. */
    private readonly draw: () => void,
  ) {
    this.#following = panel.onDidChangeVisibility((visible) => {
      this.#visibilityChanged.fire(visible);
    });
  }

  get visible(): boolean {
    return this.#open && this.panel.visible;
  }

  get column(): ViewColumn | undefined {
    return this.#open ? this.panel.column : undefined;
  }

  /** What it shows now; undefined before it has a view. */
  get view(): PanelView | undefined {
    return this.#view?.();
  }

  /** Fires {@link onIntent} for a button that the user pressed. */
  press(intent: Intent): void {
    this.#activated.fire(undefined);
    this.#intended.fire(intent);
  }

  /** Fires {@link onDidActivate}. */
  activate(): void {
    this.#activated.fire(undefined);
  }

  show(view: () => PanelView): void {
    this.#view = view;
    this.draw();
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Removes it from the grid. A pairing without another surface ends. */
  close(closing: Closing = 'asked'): void {
    if (!this.#open) return;
    this.#open = false;
    this.#following.dispose();
    this.#closed.fire(closing);
  }
}
