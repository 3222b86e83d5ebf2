// src/core/views/grid: what the QR grid shows, as data.
import type { PanelView } from '../panel/paneldata';
import type { Action, Intent } from '../intent';
import { ownIntents } from '../intent';
import { fullName, instanceName, nameDetails } from '../../references/instancename';
import type { InstanceRef } from '../../references/instanceref';
import { staleHint } from '../panel/codeview';
import type { Translate } from '../../text/translate';

/** Limit of cells in one grid, so that the user can still find each code. */
export const maxCells = 12;

/** The cell of one instance in the grid, as complete plain data. */
export interface GridCell {
  /** Counted from 1. */
  readonly number: number;
  /** The name of the instance. */
  readonly name: string;
  /** The name if it is unique in the grid, else the name with the ID. */
  readonly fullName: string;
  /** The ID and the gateway, unless the name contains them. */
  readonly more: string;
  /** The pairing, with the buttons that make sense in a cell. */
  readonly view: PanelView;
  /** Label of the button that removes the cell from the grid. */
  readonly remove: string;
  /** Label of the button that shows only this cell. */
  readonly alone: string;
}

/** The parts of the grid that all cells share. */
export interface GridFrame {
  /** One key for each cell, in order. */
  readonly keys: readonly string[];
  /** How to use the codes. */
  readonly hint: string;
  /** Label of the button that leads from one code back to all of them. */
  readonly back: string;
  /** Text over a code that is too small for a camera. */
  readonly tooSmall: string;
  /** Everything that a reload of the window needs, without secrets. */
  readonly kept: readonly InstanceRef[];
}

/** Buttons that don't belong in a cell. Removing a cell replaces *Stop pairing*. */
const excluded: ReadonlySet<Intent> = new Set([...ownIntents, 'stop', 'enlarge']);

/** The view of a pairing as a cell of the grid. The texts name the instance, so that nobody confuses it with another one. */
export function gridCell(
  view: PanelView,
  ref: InstanceRef,
  number: number,
  label: string | undefined,
  /** Whether another cell has the same name. */
  shared: boolean,
  t: Translate,
): GridCell {
  const known = { ...ref, label };
  const name = instanceName(known);
  const distinct = shared ? fullName(known) : name;
  const panel: Action = { intent: 'showPanel', label: t('Open panel') };
  const [first] = view.actions.filter(({ intent }) => !excluded.has(intent));
  return {
    number,
    name,
    fullName: distinct,
    more: nameDetails(known),
    view: {
      ...view,
      title: name,
      ...(view.code && { code: { ...view.code, label: t('QR code that links WhatsApp to {0}', distinct) } }),
      actions: first ? [first, panel] : [panel],
      // There is little room, and details about a problem are more important.
      notes: view.details.length > 0 ? view.notes.filter((note) => note !== staleHint(t)) : view.notes,
      announcement: { ...view.announcement, text: `${distinct}: ${view.announcement.text}` },
    },
    remove: t('Remove {0} from the grid', distinct),
    alone: t('Show only {0}', distinct),
  };
}

/** The view of an instance whose pairing hasn't begun yet. */
export function waitingView(t: Translate): PanelView {
  const headline = t('Requesting a code…');
  return {
    tone: 'busy',
    title: '',
    headline,
    details: [],
    steps: [],
    notes: [],
    actions: [],
    announcement: { id: 'waiting', text: headline },
  };
}

/** The frame of a grid of these instances. */
export function gridFrame(keys: readonly string[], kept: readonly InstanceRef[], t: Translate): GridFrame {
  return {
    keys,
    kept,
    hint: t(
      'On each phone, open WhatsApp › Linked devices › Link a device. Scan only the code under that phone’s name. Press a code to show only that one.',
    ),
    back: t('Back to all'),
    tooSmall: t('Too small to scan: press to enlarge'),
  };
}
