import type { PanelView } from '../core/views/paneldata';
import type { ViewColumn } from 'vscode';
import type { Listen } from '../core/events/emitter';
import type { Intent } from '../core/views/intent';

/** The kinds of place in which a pairing can be opened. */
export type SurfaceKind = 'panel' | 'terminal';

/** A place that shows a pairing and takes the user's wishes. It knows nothing of pairing. */
export interface Surface {
  readonly kind: SurfaceKind | 'grid';
  /** Whether anybody can see it. */
  readonly visible: boolean;
  /** Where it is among the editors; undefined while it isn't on screen, or is no editor. */
  readonly column: ViewColumn | undefined;
  /** Whether it doesn't show the pairing yet, and tells its end when it does. */
  readonly waitsForTurn?: boolean;
  /** Whether others have their turn in it too: it is nobody's own. */
  readonly shared?: boolean;
  readonly onIntent: Listen<Intent>;
  readonly onDidChangeVisibility: Listen<boolean>;
  /** Fires when the user turns to it. */
  readonly onDidActivate: Listen<undefined>;
  /** Fires when the user closes it. */
  readonly onDidClose: Listen<undefined>;
  /** Shows what the function tells, now and whenever it has to be drawn anew: times in a view are counted from when it is made. */
  show(view: () => PanelView): void;
  /** Gives it another title, if it has one of its own. */
  rename?(title: string): void;
  reveal(): void;
  /** Takes it away, as the user does by closing it. */
  close(): void;
}
