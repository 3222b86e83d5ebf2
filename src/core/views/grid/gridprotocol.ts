import type { QrModules } from '../../code/modules';
import { isInstanceRef } from '../../references/instanceref';
import type { InstanceRef } from '../../references/instanceref';
import { isRecord } from '../../text/json';
import type { Intent } from '../intent';
import { isIntent } from '../intent';
import type { GridCell, GridFrame } from './gridview';

/** A message from the host: the frame with the keys of all cells, or one complete cell. */
export type ToGrid =
  | { readonly type: 'grid'; readonly grid: GridFrame }
  | {
      readonly type: 'cell';
      /** One of the frame's keys. */
      readonly key: string;
      readonly cell: GridCell;
      /** The modules of the cell's code. */
      readonly modules: QrModules | undefined;
      /** When the view was made, or a little earlier, in ms on the page's clock, since a message can take long to arrive. */
      readonly madeAt: number;
    };

/** A message from the page. */
export type FromGrid =
  /** The page is ready to receive messages; earlier ones are lost. */
  | { readonly type: 'ready'; readonly clock: number }
  /** The page has received a view; like `ready`, the message has the time on the page's clock, in ms. */
  | { readonly type: 'shown'; readonly clock: number }
  /** The user pressed a button of a cell. */
  | { readonly type: 'intent'; readonly key: string; readonly intent: Intent }
  /** The user wants to see only one cell. */
  | { readonly type: 'alone'; readonly key: string }
  /** The user removes a cell from the grid. */
  | { readonly type: 'remove'; readonly key: string };

/** How the page shows its cells. */
export interface GridLayout {
  /** Key of the cell that is displayed alone; absent if all are displayed. */
  readonly alone?: string;
  /** How far the page is scrolled, in pixels. */
  readonly scroll: number;
}

/** What the page keeps while the editor hides it, and across reloads of the window. It has no secret. */
export interface GridState {
  readonly grid: readonly InstanceRef[];
  readonly layout?: GridLayout;
}

/** Whether foreign data is a message from the host. */
export function isToGrid(data: unknown): data is ToGrid {
  if (!isRecord(data)) return false;
  const { type, grid, key, cell, madeAt } = data;
  if (type === 'grid')
    return (
      isRecord(grid) && Array.isArray(grid['keys']) && grid['keys'].every((each) => typeof each === 'string')
    );
  return type === 'cell' && typeof key === 'string' && isRecord(cell) && Number.isFinite(madeAt);
}

/** Whether foreign data is a message from the page. */
export function isFromGrid(data: unknown): data is FromGrid {
  if (!isRecord(data)) return false;
  const { type, clock, key, intent } = data;
  if (type === 'ready' || type === 'shown') return Number.isFinite(clock);
  if (typeof key !== 'string') return false;
  return type === 'intent' ? isIntent(intent) : type === 'alone' || type === 'remove';
}

/** Whether foreign data is the state that the page keeps. */
export function isGridState(data: unknown): data is GridState {
  return isRecord(data) && Array.isArray(data['grid']) && data['grid'].every(isInstanceRef);
}
