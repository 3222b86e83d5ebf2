import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import type { InstanceCommand } from '../core/pairing/phase';
import { isInstanceRef } from '../core/references/instanceref';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import type { Logger } from '../core/timeline/log';
import { isIntent } from '../core/views/intent';
import { commands, internalCommands, panelType } from '../ids';
import { refFromArgument } from '../instances/arguments';
import type { InstanceChooser } from '../instances/chooseinstance';
import type { PastPairings } from '../instances/pastpairings';
import type { Instances } from '../instances/instances';
import { guarded, register } from '../platform/commands';
import type { Lazy } from '../platform/lazy';
import type { PairingTools } from './pairingtools';
import type { LivePairing } from './livepairing';
import { pairingOfMenu } from './pairingkeys';
import type { Pairings } from './pairings';
import { panelTabs } from './surfaces/paneltabs';
import type { SurfaceKind } from './surfaces/surface';

/** What the commands about pairings need. */
export interface PairingCommandParts {
  readonly tools: Lazy<PairingTools>;
  readonly chooser: InstanceChooser;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly pastPairings: PastPairings;
  readonly clock: Clock;
  readonly log: Logger;
  /** Copies a report of the pairing that the user used last. */
  readonly copyReport: () => Promise<void>;
}

/** Registers the commands about pairings. Their code is loaded when the first of them runs. */
export function registerPairingCommands(parts: PairingCommandParts): readonly Disposable[] {
  const { tools, chooser, pairings, pastPairings, clock, log } = parts;
  return [
    register(commands.pair, log, (instance) => pair(instance, 'panel')),
    register(commands.pairInTerminal, log, (instance) => pair(instance, 'terminal')),
    register(commands.stop, log, () => stop(parts)),
    register(commands.showPairings, log, async () => {
      (await tools.get()).list.show();
    }),
    register(commands.copyValue, log, async (instance) => {
      await (await tools.get()).copier.copyValue(codeSource(parts, instance));
    }),
    register(commands.saveImage, log, async (instance) => {
      const source = codeSource(parts, instance);
      await (await import('../code/saveimage')).saveImage(source, clock);
    }),
    register(commands.exportTimeline, log, async () => {
      const { latest } = pairings;
      if (latest) await (await tools.get()).exporter.save(latest, 'json');
      else
        showMessage(
          vscode.l10n.t('There is nothing to export: no instance has been paired in this window yet.'),
        );
    }),
    register(commands.copyReport, log, parts.copyReport),
    register(commands.clearPastPairings, log, async () => {
      await pastPairings.clear();
      showMessage(vscode.l10n.t('The past pairings are cleared.'));
    }),
    register(internalCommands.act, log, async (ref, intent) => {
      const pairing = isInstanceRef(ref) ? pairings.find(ref) : undefined;
      if (pairing && isIntent(intent)) pairing.surfaces.press(intent);
      // The status bar still tells of a pairing that the editor has ended.
      else if (isInstanceRef(ref) && intent === 'startOver') await pair(ref, 'panel');
    }),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel, state) => {
        await guarded('restore', log, async () => {
          (await tools.get()).restorer.restore(panel, state);
        });
      },
    }),
  ];

  async function pair(instance: unknown, kind: SurfaceKind): Promise<void> {
    const ref = await chooser.choose(vscode.l10n.t('Pair WhatsApp instance'), instance);
    if (!ref) return;
    const { opener, starter } = await tools.get();
    const pairing = opener.show(ref, kind);
    if (pairing && !pairing.running) await starter.start(pairing);
  }
}

/** Pairs an instance, after a session command whose progress the pairing's surface shows. */
export async function pairAfter(
  first: InstanceCommand,
  ref: InstanceRef,
  tools: Lazy<PairingTools>,
): Promise<void> {
  const { opener, starter } = await tools.get();
  const pairing = opener.show(ref);
  if (pairing) await starter.start(pairing, { first });
}

/** Stops the running pairing. If several are running, the user chooses. */
async function stop({ pairings, tools }: PairingCommandParts): Promise<void> {
  const running = pairings.shown.filter((pairing) => pairing.running);
  const [first, ...others] = running;
  if (!first) showMessage(vscode.l10n.t('No pairing is running.'));
  else if (others.length === 0) first.stop();
  else await (await tools.get()).list.stop(running);
}

/**
 * The pairing for a command about a code: that of the instance in the argument, that of the panel whose menu was used, or the
 * last one with a live code.
 */
function codeSource(
  { pairings, instances }: PairingCommandParts,
  argument: unknown,
): LivePairing | undefined {
  const ref = refFromArgument(argument, instances);
  if (ref) return pairings.find(ref);
  // The menu of a tab passes a URI, which doesn't tell the instance.
  if (argument instanceof vscode.Uri) return pairingOfMenu(pairings, panelTabs);
  return pairings.shown.findLast(({ liveCode }) => liveCode !== undefined);
}

function showMessage(message: string): void {
  void vscode.window.showInformationMessage(message);
}
