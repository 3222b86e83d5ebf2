import type { PanelView } from './paneldata';
import type { Action, Intent } from './intent';
import { ownIntents } from './intent';
import { fullName, instanceName, nameDetails } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { staleHint } from './panelview';
import type { Translate } from '../text/translate';

/** As many codes as one grid can have and still be looked over. */
export const maxCells = 12;

/** One instance's place on the grid as plain data, whole. */
export interface GridCell {
  /** From 1 on. */
  readonly number: number;
  /** By what name people know the instance. */
  readonly name: string;
  /** That name where it tells the instance from all others on the grid; otherwise with its ID. */
  readonly fullName: string;
  /** Its ID and gateway, as far as the name doesn't say them. */
  readonly more: string;
  /** Its buttons are only those that make sense here. */
  readonly view: PanelView;
  /** Name of the button that takes it off the grid. */
  readonly remove: string;
  /** Name of the button that shows it alone. */
  readonly alone: string;
}

/** What is the same for all of the grid. */
export interface GridFrame {
  /** One for each place, in their order. */
  readonly keys: readonly string[];
  /** What to do with the codes. */
  readonly hint: string;
  /** What leads back from one code to all. */
  readonly back: string;
  /** What stands over a code that is too small for a camera. */
  readonly tooSmall: string;
  /** All that a reload of the window needs; no secret is in it. */
  readonly kept: readonly InstanceRef[];
}

/** Buttons that have no place here; *Stop pairing* is what taking it off the grid does. */
const foreign: ReadonlySet<Intent> = new Set([...ownIntents, 'stop', 'enlarge']);

/** The view of an instance's pairing as a part of the grid: nobody may take it for another one's. */
export function gridCell(
  view: PanelView,
  ref: InstanceRef,
  number: number,
  label: string | undefined,
  /** Whether another place has the same name. */
  shared: boolean,
  t: Translate,
): GridCell {
  const known = { ...ref, label };
  const name = instanceName(known);
  const distinct = shared ? fullName(known) : name;
  const panel: Action = { intent: 'showPanel', label: t('Open panel') };
  const [first] = view.actions.filter(({ intent }) => !foreign.has(intent));
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
      // Trouble matters more, and there is room for little.
      notes: view.details.length > 0 ? view.notes.filter((note) => note !== staleHint(t)) : view.notes,
      announcement: { ...view.announcement, text: `${distinct}: ${view.announcement.text}` },
    },
    remove: t('Remove {0} from the grid', distinct),
    alone: t('Show only {0}', distinct),
  };
}

/** What is shown of an instance whose turn to begin has not come. */
export function waitingView(t: Translate): PanelView {
  const headline = t('Asking for a code…');
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

/** What is the same for all of a grid of these instances, whose keys are told too. */
export function gridFrame(keys: readonly string[], kept: readonly InstanceRef[], t: Translate): GridFrame {
  return {
    keys,
    kept,
    hint: t(
      'On each phone: WhatsApp › Linked devices › Link a device. Scan only the code under that phone’s name; a press on a code shows it alone.',
    ),
    back: t('Back to all'),
    tooSmall: t('Too small to scan: press to enlarge'),
  };
}
