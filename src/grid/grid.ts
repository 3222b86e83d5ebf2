import { Encoder } from '../core/code/encode';
import { Emitter } from '../core/events/emitter';
import { instanceName } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { Translate } from '../core/text/translate';
import type { Cancel, Clock } from '../core/time/clock';
import { gridCell, gridFrame, waitingView } from '../core/views/grid/gridview';
import { unreachableView } from '../core/views/unreachableview';
import type { Closing } from '../pairing/surfaces/surface';
import type { CellPanel } from './cellsurface';
import { CellSurface } from './cellsurface';
import type { GridAction, GridPanel } from './gridpanel';

/** Time between the starts of two pairings, in ms, so that the gateway doesn't get all their requests at the same time. */
export const startSpread = 300;

/** What a {@link Grid} needs. */
export interface GridParts {
  readonly panel: CellPanel & Pick<GridPanel, 'onAction' | 'onDidGetReady' | 'onDidClose' | 'send' | 'close'>;
  readonly clock: Pick<Clock, 'now' | 'at'>;
  readonly t: Translate;
  /** Shows an instance's pairing on a surface, and starts it unless it is running. False if its gateway can't be used. */
  readonly join: (surface: CellSurface, ref: InstanceRef) => boolean;
  readonly labelOf: (ref: InstanceRef) => string | undefined;
  /** Saves the grid's instances for the next time. */
  readonly save: (refs: readonly InstanceRef[]) => void;
}

interface Cell {
  readonly ref: InstanceRef;
  readonly surface: CellSurface;
  readonly encoder: Encoder;
  /** Whether the instance's gateway can be used. */
  usable: boolean;
  /** Cancels the start of the pairing, while it is still to come. */
  cancelStart: Cancel | undefined;
}

/** The QR codes of several instances side by side, each in its own cell. */
export class Grid {
  readonly #closed = new Emitter<undefined>();
  /** Fires when the user closes the panel or removes the last cell. */
  readonly onDidClose = this.#closed.event;
  readonly #cells = new Map<string, Cell>();

  constructor(
    private readonly parts: GridParts,
    refs: readonly InstanceRef[],
  ) {
    const { panel } = parts;
    panel.onAction((action) => {
      this.#act(action);
    });
    panel.onDidGetReady(() => {
      this.refresh();
    });
    panel.onDidClose(() => {
      for (const [key, cell] of this.#cells) this.#remove(key, cell, 'byEditor');
      this.#closed.fire(undefined);
    });
    this.show(refs);
  }

  /** The instances in the grid, in order. */
  get refs(): readonly InstanceRef[] {
    return Array.from(this.#cells.values(), ({ ref }) => ref);
  }

  /** Shows these instances. Those that are already in the grid stay, others are removed. Without any instance, the grid closes. */
  show(refs: readonly InstanceRef[]): void {
    const keys = new Set(refs.map(refKey));
    for (const [key, cell] of this.#cells) if (!keys.has(key)) this.#remove(key, cell);
    const added = refs.filter((ref) => !this.#cells.has(refKey(ref)));
    added.forEach((ref, index) => {
      this.#add(ref, index * startSpread);
    });
    this.#saveAndRefresh();
  }

  reveal(): void {
    this.parts.panel.reveal();
  }

  /** Draws everything again, for example after a change of labels. */
  refresh(): void {
    const keys = [...this.#cells.keys()];
    this.parts.panel.send(() => ({ type: 'grid', grid: gridFrame(keys, this.refs, this.parts.t) }));
    for (const key of keys) this.#draw(key);
  }

  /** Retries the instances whose gateway couldn't be used. */
  retry(): void {
    for (const [key, cell] of this.#cells) {
      if (cell.usable) continue;
      cell.usable = this.parts.join(cell.surface, cell.ref);
      this.#draw(key);
    }
  }

  #add(ref: InstanceRef, delay: number): void {
    const { panel, clock, join } = this.parts;
    const key = refKey(ref);
    const surface = new CellSurface(panel, () => {
      this.#draw(key);
    });
    const cell: Cell = { ref, surface, encoder: new Encoder(), usable: true, cancelStart: undefined };
    this.#cells.set(key, cell);
    cell.cancelStart = clock.at(clock.now() + delay, () => {
      cell.cancelStart = undefined;
      cell.usable = join(surface, ref);
      this.#draw(key);
    });
  }

  #remove(key: string, { surface, cancelStart }: Cell, closing: Closing = 'asked'): void {
    this.#cells.delete(key);
    cancelStart?.();
    surface.close(closing);
  }

  #act(action: GridAction): void {
    const cell = this.#cells.get(action.key);
    if (!cell) return;
    switch (action.type) {
      case 'intent':
        cell.surface.press(action.intent);
        return;
      case 'alone':
        cell.surface.activate();
        return;
      case 'remove':
        this.#remove(action.key, cell);
        this.#saveAndRefresh();
        return;
      default:
        action satisfies never;
    }
  }

  #saveAndRefresh(): void {
    this.parts.save(this.refs);
    if (this.#cells.size === 0) this.parts.panel.close();
    else this.refresh();
  }

  #draw(key: string): void {
    const { panel, labelOf, t } = this.parts;
    const cell = this.#cells.get(key);
    if (!cell) return;
    const { ref, surface, encoder, usable } = cell;
    const number = [...this.#cells.keys()].indexOf(key) + 1;
    panel.send((madeAt) => {
      const view = surface.view ?? (usable ? waitingView(t) : unreachableView(ref, t));
      const shown = gridCell(view, ref, number, labelOf(ref), this.#sharesName(ref), t);
      // Without a usable gateway, there is no panel to open.
      const offered = usable ? shown : { ...shown, view: { ...shown.view, actions: [] } };
      return { type: 'cell', key, cell: offered, modules: encoder.encode(view.code?.value), madeAt };
    });
  }

  #sharesName(ref: InstanceRef): boolean {
    const nameOf = (each: InstanceRef): string => instanceName({ ...each, label: this.parts.labelOf(each) });
    return this.refs.filter((each) => nameOf(each) === nameOf(ref)).length > 1;
  }
}
