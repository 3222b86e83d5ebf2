import type * as vscode from 'vscode';
import { CodeCopier } from '../code/copycode';
import type { InstanceRef } from '../core/references/instanceref';
import { TimelineExporter } from './exporttimeline';
import { pressButton } from './buttons';
import { PairingStarter } from './pairingstarter';
import type { StarterParts } from './pairingstarter';
import { PairingsList } from './pairingslist';
import { PanelRestorer } from './surfaces/panelrestorer';
import type { OpenerParts } from './surfaces/surfaceopener';
import { SurfaceOpener } from './surfaces/surfaceopener';

/** What {@link createPairingTools} needs. */
export interface PairingParts extends StarterParts, Omit<OpenerParts, 'starter' | 'press'> {
  readonly extensionUri: vscode.Uri;
  readonly nameOf: (ref: InstanceRef) => string;
}

/** The parts that only pairings need. They are loaded with the first pairing. Until then, the extension costs the window almost nothing. */
export interface PairingTools {
  readonly starter: PairingStarter;
  readonly opener: SurfaceOpener;
  readonly restorer: PanelRestorer;
  readonly list: PairingsList;
  readonly copier: CodeCopier;
  readonly exporter: TimelineExporter;
}

/** Constructs the parts that pairings need. */
export function createPairingTools(parts: PairingParts): PairingTools {
  const { access, clock, pastPairings, nameOf } = parts;
  const starter = new PairingStarter(parts);
  const copier = new CodeCopier(clock, nameOf);
  const exporter = new TimelineExporter(pastPairings, clock);
  const opener: SurfaceOpener = new SurfaceOpener({
    ...parts,
    starter,
    press: (pairing, intent) => pressButton(pairing, intent, { access, starter, opener, copier, exporter }),
  });
  const restorer = new PanelRestorer({ ...parts, starter, opener });
  return { starter, opener, restorer, list: new PairingsList(parts), copier, exporter };
}
