import type { PanelView } from '../core/views/paneldata';
import type { ViewColumn } from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';
import type { Surface } from '../pairing/surface';
import type { GridPanel } from './gridpanel';

/** The grid as far as its places need it. */
export type CellGrid = Pick<GridPanel, 'visible' | 'column' | 'reveal' | 'onDidChangeVisibility'>;

/** The place of one instance on the grid. */
export class CellSurface implements Surface {
  /** None that a pairing is opened in: *Open panel* opens one besides. */
  readonly kind = 'grid';
  readonly shared = true;
  readonly #intended = new Emitter<Intent>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  readonly onIntent = this.#intended.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly #following: Disposable;
  #view: (() => PanelView) | undefined;
  #open = true;

  constructor(
    private readonly grid: CellGrid,
    /** Told that there is something new to see. */
    private readonly draw: () => void,
  ) {
    this.#following = grid.onDidChangeVisibility((visible) => {
      this.#visibilityChanged.fire(visible);
    });
  }

  get visible(): boolean {
    return this.#open && this.grid.visible;
  }

  get column(): ViewColumn | undefined {
    return this.#open ? this.grid.column : undefined;
  }

  /** What is to be seen of it now; undefined before there is anything. */
  get view(): PanelView | undefined {
    return this.#view?.();
  }

  /** Passes on what the user wants of it. */
  intend(intent: Intent): void {
    this.#activated.fire(undefined);
    this.#intended.fire(intent);
  }

  /** Notes that the user has turned to it. */
  turnedTo(): void {
    this.#activated.fire(undefined);
  }

  show(view: () => PanelView): void {
    this.#view = view;
    this.draw();
  }

  reveal(): void {
    this.grid.reveal();
  }

  /** It is off the grid: a pairing that is shown nowhere else ends. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#following.dispose();
    this.#closed.fire(undefined);
  }
}
