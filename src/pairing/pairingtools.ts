import type * as vscode from 'vscode';
import type { CodeCopier } from '../code/copycode';
import type { InstanceRef } from '../core/references/instanceref';
import { Lazy } from '../platform/lazy';
import type { EndedPairings } from './endedpairings';
import type { TimelineExporter } from './exporttimeline';
import { PairingStarter } from './pairingstarter';
import type { StarterParts } from './pairingstarter';
import type { PairingsList } from './pairingslist';
import { PanelRestorer } from './surfaces/panelrestorer';
import type { OpenerParts } from './surfaces/surfaceopener';
import { SurfaceOpener } from './surfaces/surfaceopener';

/** What {@link createPairingTools} needs. */
export interface PairingParts extends StarterParts, Omit<OpenerParts, 'starter' | 'press'> {
  readonly extensionUri: vscode.Uri;
  readonly ended: EndedPairings;
  readonly nameOf: (ref: InstanceRef) => string;
}

/** The parts that only pairings need. They are loaded with the first pairing, and those that not every pairing needs later still. */
export interface PairingTools {
  readonly starter: PairingStarter;
  readonly opener: SurfaceOpener;
  readonly restorer: PanelRestorer;
  readonly list: Lazy<PairingsList>;
  readonly copier: Lazy<CodeCopier>;
  readonly exporter: Lazy<TimelineExporter>;
}

/** Constructs the parts that pairings need. */
export function createPairingTools(parts: PairingParts): PairingTools {
  const { access, clock, pastPairings, nameOf } = parts;
  const starter = new PairingStarter(parts);
  const copier = new Lazy(async () => new (await import('../code/copycode')).CodeCopier(clock, nameOf));
  const exporter = new Lazy(
    async () => new (await import('./exporttimeline')).TimelineExporter(pastPairings, clock),
  );
  const list = new Lazy(async () => new (await import('./pairingslist')).PairingsList(parts));
  const opener: SurfaceOpener = new SurfaceOpener({
    ...parts,
    starter,
    press: async (pairing, intent) => {
      const { pressButton } = await import('./buttons');
      await pressButton(pairing, intent, { access, starter, opener, copier, exporter });
    },
  });
  const restorer = new PanelRestorer({ ...parts, starter, opener });
  return { starter, opener, restorer, list, copier, exporter };
}
