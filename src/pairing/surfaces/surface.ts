import type { PanelView } from '../../core/views/panel/paneldata';
import type { ViewColumn } from 'vscode';
import type { Listen } from '../../core/events/emitter';
import type { Intent } from '../../core/views/intent';

/** The kinds of surface that the user can open for a pairing. */
export type SurfaceKind = 'panel' | 'terminal';

/** Why a surface is closed: the user asked the extension for it, or it was closed in the editor. Some closings the user doesn't notice. */
export type Closing = 'asked' | 'byEditor';

/** A surface that shows a pairing and reports what the user does. It knows nothing about how pairing works. */
export interface Surface {
  readonly kind: SurfaceKind | 'grid';
  /** Whether the user can see it, as far as is known. Codes are requested only for visible surfaces. */
  readonly visible: boolean;
  /** Whether the user certainly can see it; absent if that is the same as {@link visible}. */
  readonly seen?: boolean;
  /** Its editor column; undefined while it isn't visible, or if it isn't an editor. */
  readonly column: ViewColumn | undefined;
  /** Whether the pairing still waits for its turn on this surface and isn't shown yet. */
  readonly waitsForTurn?: boolean;
  /** Whether other pairings use this surface too. */
  readonly shared?: boolean;
  readonly onIntent: Listen<Intent>;
  /** Fires with {@link visible} when it or {@link seen} may have changed. */
  readonly onDidChangeVisibility: Listen<boolean>;
  /** Fires when the user activates it. */
  readonly onDidActivate: Listen<undefined>;
  /** Fires when it is closed. */
  readonly onDidClose: Listen<Closing>;
  /** Shows the view that the function returns, now and at each redraw. The times in a view count from its creation. */
  show(view: () => PanelView): void;
  /** Sets its title, if it has one. */
  rename?(title: string): void;
  reveal(): void;
  /** Closes it, since the user asked for it. */
  close(): void;
}
