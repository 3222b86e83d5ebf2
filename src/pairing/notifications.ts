import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import type { Clock } from '../core/time/clock';
import type { Disposable } from '../core/events/emitter';
import { guarded } from '../platform/commands';
import type { Action, Intent } from '../core/views/intent';
import { commands } from '../ids';
import type { InstancePairing } from './instancepairing';
import { linkless } from '../platform/escaping';
import type { Pairings } from './pairings';

/** Tells the end of a pairing, once, to someone who doesn't have its panel in sight. */
export function tellEnds(pairings: Pairings, clock: Clock, log: Logger): Disposable {
  const settled = new WeakSet<InstancePairing>();
  return pairings.onDidChange((pairing) => {
    const { phase, plan, inFlight } = pairing.state;
    if (pairing.running) settled.delete(pairing);
    // A linked phone's account is still asked for.
    if (pairing.running || plan || inFlight || settled.has(pairing)) return;
    // One that is on show nowhere yet is told of when it is; one that was closed before that, never.
    if (pairing.quiet || pairings.find(pairing.ref) !== pairing) return;
    settled.add(pairing);
    if (pairing.visible || phase.kind === 'stopped' || phase.kind === 'locked') return;
    void guarded('notice', log, async () => {
      const intent = await tell(pairing, clock);
      if (intent) await follow(intent, pairing, pairings);
    });
  });
}

/** A notification can outlive what it tells of. */
async function follow(intent: Intent, pairing: InstancePairing, pairings: Pairings): Promise<void> {
  if (pairings.find(pairing.ref) !== pairing)
    await vscode.commands.executeCommand(commands.pair, pairing.ref);
  else pairing.perform(pairing.running ? 'show' : intent);
}

async function tell(pairing: InstancePairing, clock: Clock): Promise<Intent | undefined> {
  const { headline } = pairing.panelView(clock.now());
  const actions = pairing.actions(clock.now());
  // The account's name is in it.
  const message = linkless(`${pairing.instanceId}: ${headline}`);
  const show: Action = { intent: 'show', label: vscode.l10n.t('Show panel') };
  const pressed =
    pairing.state.phase.kind === 'failed'
      ? await press(vscode.window.showErrorMessage, message, [...actions.slice(0, 1), show])
      : await press(vscode.window.showInformationMessage, message, []);
  return pressed?.intent;
}

async function press(
  show: (message: string, ...labels: string[]) => Thenable<string | undefined>,
  message: string,
  actions: readonly Action[],
): Promise<Action | undefined> {
  const label = await show(message, ...actions.map((action) => action.label));
  return actions.find((action) => action.label === label);
}
