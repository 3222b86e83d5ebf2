import * as vscode from 'vscode';
import type { InstanceCommand } from '../core/pairing/phase';
import { isInstanceRef } from '../core/references/instanceref';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import { isIntent } from '../core/views/intent';
import { commands, internalCommands } from '../ids';
import { refFromArgument } from '../instances/arguments';
import type { InstanceChooser } from '../instances/chooseinstance';
import type { PastPairings } from '../instances/pastpairings';
import type { Instances } from '../instances/instances';
import type { Handlers } from '../platform/commands';
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
  /** Copies a report of the pairing that the user used last. */
  readonly copyReport: () => Promise<void>;
}

/** The commands about pairings. Their code is loaded when the first of them runs. */
export function pairingCommands(parts: PairingCommandParts) {
  const { tools, chooser, pairings, pastPairings, clock } = parts;
  return {
    [commands.pair]: (instance) => pair(instance, 'panel'),
    [commands.pairInTerminal]: (instance) => pair(instance, 'terminal'),
    [commands.stop]: () => stop(parts),
    [commands.showPairings]: async () => {
      (await (await tools.get()).list.get()).show();
    },
    [commands.copyValue]: async (instance) => {
      const source = codeSource(parts, instance);
      await (await (await tools.get()).copier.get()).copyValue(source);
    },
    [commands.saveImage]: async (instance) => {
      const source = codeSource(parts, instance);
      await (await import('../code/saveimage')).saveImage(source, clock);
    },
    [commands.exportTimeline]: async () => {
      const { latest } = pairings;
      if (latest) await (await (await tools.get()).exporter.get()).save(latest, 'json');
      else
        showMessage(
          vscode.l10n.t('There is nothing to export: no instance has been paired in this window yet.'),
        );
    },
    [commands.copyReport]: parts.copyReport,
    [commands.clearPastPairings]: async () => {
      await pastPairings.clear();
      showMessage(vscode.l10n.t('The past pairings are cleared.'));
    },
    [internalCommands.act]: async (ref, intent) => {
      const pairing = isInstanceRef(ref) ? pairings.find(ref) : undefined;
      if (pairing && isIntent(intent)) pairing.surfaces.press(intent);
      // The status bar shows a pairing that the editor has ended.
      else if (isInstanceRef(ref) && intent === 'startOver') await pair(ref, 'panel');
    },
  } satisfies Handlers;

  async function load(kind: SurfaceKind): Promise<PairingTools> {
    const loaded = await tools.get();
    await loaded.opener.load(kind);
    return loaded;
  }

  async function pair(instance: unknown, kind: SurfaceKind): Promise<void> {
    // Everything is loaded while the token is read and the user answers questions.
    const loading = load(kind);
    loading.catch(() => undefined);
    const known = chooser.known(instance);
    const ref = known ?? (await chooser.choose(vscode.l10n.t('Pair WhatsApp instance'), instance));
    if (!ref) return;
    const { opener, starter } = await loading;
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
  else await (await (await tools.get()).list.get()).stop(running);
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
