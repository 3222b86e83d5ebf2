import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import type { Clock } from '../core/time/clock';
import type { Logger } from '../core/timeline/log';
import type { Action, Intent } from '../core/views/intent';
import { commands } from '../ids';
import { guarded } from '../platform/commands';
import { linkless } from '../platform/escaping';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** Notifies once of the end of a pairing, if the user doesn't certainly see one of its surfaces. */
export function notifyOfEnds(
  pairings: Pairings,
  nameOf: (pairing: LivePairing) => string,
  clock: Clock,
  log: Logger,
): Disposable {
  const settled = new WeakSet<LivePairing>();
  return pairings.onDidChange((pairing) => {
    const { running, surfaces } = pairing;
    const { phase, plan, inFlight } = pairing.state;
    if (running) settled.delete(pairing);
    // The pairing may still request the account of the linked phone.
    if (running || plan || inFlight || settled.has(pairing)) return;
    // If the pairing still waits for its turn, its end is shown when the turn comes. If it was closed before, never.
    if (surfaces.waitsForTurn || pairings.find(pairing.ref) !== pairing) return;
    settled.add(pairing);
    if (surfaces.seen || phase.kind === 'stopped' || phase.kind === 'locked') return;
    void guarded('notification', log, async () => {
      const intent = await notify(pairing, nameOf(pairing), clock);
      if (intent) await press(intent, pairing, pairings);
    });
  });
}

async function notify(pairing: LivePairing, name: string, clock: Clock): Promise<Intent | undefined> {
  const now = clock.now();
  const { phase } = pairing.state;
  // The list names an instance without a label after its account, which the headline contains.
  const isAccount = phase.kind === 'linked' && Object.values(phase.account ?? {}).includes(name);
  const title = isAccount ? pairing.ref.instanceId : name;
  // Labels and account names are foreign text.
  const message = linkless(`${title}: ${pairing.panelView(now).headline}`);
  if (phase.kind !== 'failed') {
    await vscode.window.showInformationMessage(message);
    return undefined;
  }
  const show: Action = { intent: 'show', label: vscode.l10n.t('Show panel') };
  const actions = [...pairing.notificationActions(now).slice(0, 1), show];
  const label = await vscode.window.showErrorMessage(message, ...actions.map((action) => action.label));
  return actions.find((action) => action.label === label)?.intent;
}

/** A notification can outlive the pairing that it is about. */
async function press(intent: Intent, pairing: LivePairing, pairings: Pairings): Promise<void> {
  if (pairings.find(pairing.ref) !== pairing)
    await vscode.commands.executeCommand(commands.pair, pairing.ref);
  else pairing.surfaces.press(pairing.running ? 'show' : intent);
}
