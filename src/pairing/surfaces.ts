import type { ViewColumn } from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';
import type { PanelView } from '../core/views/paneldata';
import type { Surface, SurfaceKind } from './surface';

/** The surfaces that one pairing shows on, in the order in which they were opened. */
export class Surfaces implements Disposable {
  readonly #intended = new Emitter<Intent>();
  readonly #activated = new Emitter<undefined>();
  readonly #visibilityChanged = new Emitter<undefined>();
  readonly #emptied = new Emitter<undefined>();
  /** Fires when the user presses a button on one of them. */
  readonly onIntent = this.#intended.event;
  /** Fires when the user turns to one of them. */
  readonly onDidActivate = this.#activated.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  /** Fires when the last one is closed. */
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
    surface.onDidClose(() => {
      this.#all = this.#all.filter((other) => other !== surface);
      (this.#all.length > 0 ? this.#visibilityChanged : this.#emptied).fire(undefined);
    });
    this.#visibilityChanged.fire(undefined);
  }

  /** Does as if a button had been pressed on one of them: on the status bar's item, or in a notification. */
  press(intent: Intent): void {
    this.#intended.fire(intent);
  }

  /** Whether anybody can see one of them. */
  get visible(): boolean {
    return this.#all.some(({ visible }) => visible);
  }

  /** Whether the pairing is on show nowhere yet, so that its end is told when it is. */
  get waitsForTurn(): boolean {
    return this.#all.length > 0 && this.#all.every(({ waitsForTurn = false }) => waitsForTurn);
  }

  /** Whether the pairing has no surface to itself. */
  get shared(): boolean {
    return this.#all.length > 0 && this.#all.every(({ shared = false }) => shared);
  }

  /** Whether the pairing has a panel to itself; its turn in the queue's panel is none. */
  get ownsPanel(): boolean {
    return this.#all.some(({ kind, shared = false }) => kind === 'panel' && !shared);
  }

  /** Where they are on screen, among the editors. */
  get columns(): readonly ViewColumn[] {
    return this.#all.flatMap(({ column }) => column ?? []);
  }

  /** Whether the pairing shows on a surface of that kind. */
  has(kind: SurfaceKind): boolean {
    return this.#find(kind) !== undefined;
  }

  /** Brings a surface of that kind into view, or the first that shows the pairing. */
  reveal(kind?: SurfaceKind): void {
    const showing = this.#all.find(({ waitsForTurn = false }) => !waitsForTurn);
    ((kind && this.#find(kind)) ?? showing ?? this.#all[0])?.reveal();
  }

  /** Draws each of them; the function makes the view for one. */
  show(view: (surface: Surface) => PanelView): void {
    for (const surface of this.#all) surface.show(() => view(surface));
  }

  /** Gives another title to those that have one of their own. */
  rename(title: string): void {
    for (const surface of this.#all) surface.rename?.(title);
  }

  /** Closes all of them. */
  close(): void {
    for (const surface of this.#all) surface.close();
  }

  dispose(): void {
    for (const emitter of [this.#intended, this.#activated, this.#visibilityChanged, this.#emptied])
      emitter.dispose();
  }

  /** A quiet surface has another instance's pairing on show. */
  #find(kind: SurfaceKind): Surface | undefined {
    return this.#all.find((surface) => surface.kind === kind && !(surface.waitsForTurn ?? false));
  }
}
