import type { Cancel, Clock } from '../core/time/clock';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import { unreachableView } from '../core/views/queueview';
import type { Translate } from '../core/text/translate';
import { waitingView, gridCell, gridFrame } from '../core/views/gridview';
import type { CellGrid } from './cellsurface';
import { CellSurface } from './cellsurface';
import type { GridPanel, GridAction } from './gridpanel';

/** Time between the beginnings of two pairings, in ms: they don't fall on the gateway all at once. */
export const spread = 300;

/** What a grid is made of. */
export interface GridParts {
  readonly panel: CellGrid & Pick<GridPanel, 'onWish' | 'onDidListen' | 'onDidClose' | 'send' | 'close'>;
  readonly clock: Pick<Clock, 'now' | 'at'>;
  readonly t: Translate;
  /** Shows an instance's pairing in a place too, and begins it unless it is running; false if its gateway is of no use. */
  readonly join: (cell: CellSurface, ref: InstanceRef) => boolean;
  /** What people name an instance. */
  readonly labelOf: (ref: InstanceRef) => string | undefined;
  /** Keeps the grid's instances beyond the window. */
  readonly keep: (refs: readonly InstanceRef[]) => void;
}

interface Place {
  readonly ref: InstanceRef;
  readonly cell: CellSurface;
  reachable: boolean;
  cancel: Cancel | undefined;
}

/** The codes of several instances side by side, each in a place of its own. */
export class Grid {
  readonly #closed = new Emitter<undefined>();
  /** Fires when the user closes the panel or takes the last place off. */
  readonly onDidClose = this.#closed.event;
  readonly #places = new Map<string, Place>();

  constructor(
    private readonly parts: GridParts,
    refs: readonly InstanceRef[],
  ) {
    const { panel } = parts;
    panel.onWish((wish) => {
      this.#follow(wish);
    });
    panel.onDidListen(() => {
      this.refresh();
    });
    panel.onDidClose(() => {
      this.#end();
    });
    this.show(refs);
  }

  /** Those on the grid, in their order. */
  get refs(): readonly InstanceRef[] {
    return Array.from(this.#places.values(), ({ ref }) => ref);
  }

  /** Shows these instances: those that are on the grid already stay, others go. Without any it is closed. */
  show(refs: readonly InstanceRef[]): void {
    const keys = new Set(refs.map(refKey));
    for (const [key, place] of this.#places) if (!keys.has(key)) this.#leave(key, place);
    const fresh = refs.filter((ref) => !this.#places.has(refKey(ref)));
    fresh.forEach((ref, index) => {
      this.#take(ref, index * spread);
    });
    this.parts.keep(this.refs);
    if (refs.length === 0) this.parts.panel.close();
    else this.refresh();
  }

  reveal(): void {
    this.parts.panel.reveal();
  }

  /** Shows everything anew, as after a change of names. */
  refresh(): void {
    const keys = [...this.#places.keys()];
    this.parts.panel.send(() => ({ type: 'grid', grid: gridFrame(keys, this.refs, this.parts.t) }));
    for (const key of keys) this.#draw(key);
  }

  /** Tries those again whose gateway was of no use: it may be by now. */
  retry(): void {
    for (const [key, place] of this.#places) {
      if (place.reachable) continue;
      place.reachable = this.parts.join(place.cell, place.ref);
      this.#draw(key);
    }
  }

  #take(ref: InstanceRef, delay: number): void {
    const { panel, clock, join } = this.parts;
    const key = refKey(ref);
    const cell = new CellSurface(panel, () => {
      this.#draw(key);
    });
    const place: Place = { ref, cell, reachable: true, cancel: undefined };
    this.#places.set(key, place);
    place.cancel = clock.at(clock.now() + delay, () => {
      place.cancel = undefined;
      place.reachable = join(cell, ref);
      this.#draw(key);
    });
  }

  #leave(key: string, { cell, cancel }: Place): void {
    this.#places.delete(key);
    cancel?.();
    cell.close();
  }

  #follow(wish: GridAction): void {
    const place = this.#places.get(wish.key);
    if (!place) return;
    switch (wish.type) {
      case 'intent':
        place.cell.intend(wish.intent);
        return;
      case 'alone':
        place.cell.turnedTo();
        return;
      case 'remove':
        this.#leave(wish.key, place);
        this.parts.keep(this.refs);
        if (this.#places.size === 0) this.parts.panel.close();
        else this.refresh();
        return;
      default:
        wish satisfies never;
    }
  }

  #draw(key: string): void {
    const { panel, t } = this.parts;
    const place = this.#places.get(key);
    if (!place) return;
    const { ref, cell, reachable } = place;
    const number = [...this.#places.keys()].indexOf(key) + 1;
    panel.send((madeAt) => {
      const view = cell.view ?? (reachable ? waitingView(t) : unreachableView(ref, t));
      const label = this.parts.labelOf(ref);
      const shown = gridCell(view, ref, number, label, this.#sharesName(ref), t);
      // Without a gateway there is no panel to open.
      const usable = reachable ? shown : { ...shown, view: { ...shown.view, actions: [] } };
      return { type: 'cell', key, cell: usable, madeAt };
    });
  }

  #sharesName(ref: InstanceRef): boolean {
    const nameOf = (each: InstanceRef): string => this.parts.labelOf(each) ?? each.instanceId;
    return this.refs.filter((each) => nameOf(each) === nameOf(ref)).length > 1;
  }

  #end(): void {
    for (const [key, place] of this.#places) this.#leave(key, place);
    this.#closed.fire(undefined);
  }
}
