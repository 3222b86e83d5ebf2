import type { ViewColumn } from 'vscode';
import { Emitter } from '../../core/events/emitter';
import type { Intent } from '../../core/views/intent';
import type { PanelView } from '../../core/views/panel/paneldata';
import type { Closing, Surface, SurfaceKind } from './surface';

/** The surfaces that show one pairing, in the order in which they were opened. */
export class Surfaces {
  readonly #intended = new Emitter<Intent>();
  readonly #activated = new Emitter<undefined>();
  readonly #visibilityChanged = new Emitter<undefined>();
  readonly #emptied = new Emitter<Closing>();
  /** Fires when the user presses a button on a surface. */
  readonly onIntent = this.#intended.event;
  /** Fires when the user activates a surface. */
  readonly onDidActivate = this.#activated.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  /** Fires when the last surface is closed, with why. */
  readonly onDidEmpty = this.#emptied.event;
  #all: readonly Surface[] = [];

  /** Shows the pairing on one more surface. */
  add(surface: Surface): void {
    this.#all = [...this.#all, surface];
    surface.onIntent((intent) => {
      this.#intended.fire(intent);
    });
    surface.onDidActivate(() => {
      this.#activated.fire(undefined);
    });
    surface.onDidChangeVisibility(() => {
      this.#visibilityChanged.fire(undefined);
    });
    surface.onDidClose((closing) => {
      this.#all = this.#all.filter((other) => other !== surface);
      if (this.#all.length > 0) this.#visibilityChanged.fire(undefined);
      else this.#emptied.fire(closing);
    });
    this.#visibilityChanged.fire(undefined);
  }

  /** Runs a button that the user pressed elsewhere: on the status bar item or in a notification. */
  press(intent: Intent): void {
    this.#intended.fire(intent);
  }

  /** Whether the user can see one of them, as far as is known. */
  get visible(): boolean {
    return this.#all.some(({ visible }) => visible);
  }

  /** Whether the user certainly can see one of them, so that it needs no notification. */
  get seen(): boolean {
    return this.#all.some(({ visible, seen = visible }) => seen);
  }

  /** Whether the pairing only waits for its turn: no surface shows it yet. */
  get waitsForTurn(): boolean {
    return this.#all.length > 0 && this.#all.every(({ waitsForTurn = false }) => waitsForTurn);
  }

  /** Whether the pairing shares all its surfaces with others. */
  get shared(): boolean {
    return this.#all.length > 0 && this.#all.every(({ shared = false }) => shared);
  }

  /** Whether the pairing has a panel of its own. The queue's panel doesn't count. */
  get ownsPanel(): boolean {
    return this.#all.some(({ kind, shared = false }) => kind === 'panel' && !shared);
  }

  /** The editor columns in which they are visible. */
  get columns(): readonly ViewColumn[] {
    return this.#all.flatMap(({ column }) => column ?? []);
  }

  /** Whether a surface of a kind shows the pairing. */
  has(kind: SurfaceKind): boolean {
    return this.#find(kind) !== undefined;
  }

  /** Reveals a surface of a kind, or else the first that shows the pairing. */
  reveal(kind?: SurfaceKind): void {
    const shown = this.#all.find(({ waitsForTurn = false }) => !waitsForTurn);
    ((kind && this.#find(kind)) ?? shown ?? this.#all[0])?.reveal();
  }

  /** Draws all of them. The function returns the view for a surface. */
  show(view: (surface: Surface) => PanelView): void {
    for (const surface of this.#all) surface.show(() => view(surface));
  }

  /** Sets the title of those that have one. */
  rename(title: string): void {
    for (const surface of this.#all) surface.rename?.(title);
  }

  close(): void {
    for (const surface of this.#all) surface.close();
  }

  /** Finds a surface of a kind that shows the pairing. While the pairing waits for its turn, the surface shows another one. */
  #find(kind: SurfaceKind): Surface | undefined {
    return this.#all.find((surface) => surface.kind === kind && !(surface.waitsForTurn ?? false));
  }
}
