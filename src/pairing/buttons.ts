import * as vscode from 'vscode';
import type { CodeCopier } from '../code/copycode';
import type { GatewayAccess } from '../gateways/access';
import { openGatewaySetting } from '../gateways/prompts/opengatewaysetting';
import type { FirstRequest } from '../core/pairing/pairing';
import type { Intent } from '../core/views/intent';
import { commands } from '../ids';
import type { Lazy } from '../platform/lazy';
import { makeRoom } from '../platform/makeroom';
import { openSetting } from '../platform/opensetting';
import type { TimelineExporter } from './exporttimeline';
import type { LivePairing } from './livepairing';
import type { PairingStarter } from './pairingstarter';
import type { SurfaceOpener } from './surfaces/surfaceopener';

/** What {@link pressButton} needs. */
export interface ButtonParts {
  readonly access: GatewayAccess;
  readonly starter: PairingStarter;
  readonly opener: Pick<SurfaceOpener, 'show'>;
  readonly copier: Lazy<CodeCopier>;
  readonly exporter: Lazy<TimelineExporter>;
}

/** Runs the action of a pairing's button, on whichever surface it was pressed. */
export async function pressButton(pairing: LivePairing, intent: Intent, parts: ButtonParts): Promise<void> {
  const { access, starter, opener, copier, exporter } = parts;
  const { ref, surfaces, numberForm } = pairing;
  switch (intent) {
    case 'show':
      surfaces.reveal();
      return;
    case 'showPanel':
      opener.show(ref, 'panel');
      return;
    case 'enlarge':
      surfaces.reveal('panel');
      await makeRoom();
      return;
    case 'stop':
      pairing.stop();
      return;
    case 'retry':
      pairing.runner?.retry();
      return;
    case 'startOver':
      await startAgain();
      return;
    case 'startInstance':
      await startWith('start');
      return;
    case 'restartInstance':
      await startWith('restart');
      return;
    case 'unlinkAndShow':
      await startWith('logoutThenQr');
      return;
    case 'pairHere': {
      // Take over the lock only if the surface showed another window's name when the user pressed.
      const { phase } = pairing.state;
      await startAgain(phase.kind === 'locked' && phase.by !== undefined);
      return;
    }
    case 'setToken': {
      const gateway = access.findOrExplain(ref.gateway);
      // The new token may have started the pairing already.
      if (gateway && (await access.setToken(gateway)) && !pairing.running) await starter.start(pairing);
      return;
    }
    case 'pairingCode':
      numberForm.open();
      return;
    case 'qrCode':
      numberForm.close();
      return;
    case 'newPairingCode':
      pairing.runner?.requestPairingCode();
      return;
    case 'changeNumber':
      pairing.runner?.cancelPairingCode();
      return;
    case 'copyPairingCode':
      await (await copier.get()).copyPairingCode(pairing);
      return;
    case 'copyValue':
    case 'saveImage':
      await vscode.commands.executeCommand(commands[intent], ref);
      return;
    case 'unlink':
      await vscode.commands.executeCommand(commands.unlink, ref);
      return;
    case 'chooseInstance':
      await vscode.commands.executeCommand(commands.pair);
      return;
    case 'endpointSetting':
    case 'credentialsSetting':
    case 'proxySetting':
    case 'certificateSetting':
      await openGatewaySetting(intent, ref.gateway);
      return;
    case 'styleSetting':
      await openSetting('qr');
      return;
    case 'showLog':
    case 'copyReport':
      await vscode.commands.executeCommand(commands[intent]);
      return;
    case 'exportJson':
      await (await exporter.get()).save(pairing, 'json');
      return;
    case 'exportCsv':
      await (await exporter.get()).save(pairing, 'csv');
      return;
    case 'queueBack':
    case 'queueLater':
    case 'queueSkip':
    case 'queueCopy':
    case 'queueAgain':
      // The queue handles its own buttons before they reach a pairing.
      return;
    default:
      intent satisfies never;
  }

  async function startAgain(takeOver = false): Promise<void> {
    if ((await access.prepareGateways([ref])) && !pairing.running) await starter.start(pairing, { takeOver });
  }

  async function startWith(first: FirstRequest): Promise<void> {
    if (await access.prepareGateways([ref])) await starter.start(pairing, { first });
  }
}
