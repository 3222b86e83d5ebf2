import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { guarded } from '../platform/commands';
import type { Disposable, Listen } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { accountText } from '../core/instances/instancestate';
import type { Disconnect } from '../core/instances/polledinstances';
import { linkless } from '../platform/escaping';
import { commands } from '../ids';

/** Disconnects within this time, in ms, share one notification: when a server restarts, it disconnects all its phones at once. */
const collectTime = 2_000;

/** Notifies once of disconnected instances and offers to pair them again. */
export function notifyOfDisconnects(
  onDidDisconnect: Listen<Disconnect>,
  nameOf: (ref: InstanceRef) => string,
  /** Whether this window may notify of an instance. */
  mayNotify: (ref: InstanceRef) => Promise<boolean>,
  log: Logger,
): Disposable {
  let collected: Disconnect[] = [];
  let timer: NodeJS.Timeout | undefined;
  const subscription = onDidDisconnect((disconnect) => {
    collected.push(disconnect);
    timer ??= setTimeout(() => {
      const all = collected;
      collected = [];
      timer = undefined;
      void guarded('disconnect', log, async () => {
        const mine = await Promise.all(all.map(({ ref }) => mayNotify(ref)));
        await notify(
          all.filter((_, index) => mine[index]),
          nameOf,
        );
      });
    }, collectTime);
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}

async function notify(
  disconnects: readonly Disconnect[],
  nameOf: (ref: InstanceRef) => string,
): Promise<void> {
  const [first, ...others] = disconnects;
  if (!first) return;
  const pairAgain =
    others.length === 0 ? vscode.l10n.t('Pair again') : vscode.l10n.t('Pair several in a row');
  // Labels and account names are foreign text.
  const pressed = await vscode.window.showWarningMessage(
    linkless(sentence(first, others, nameOf)),
    pairAgain,
  );
  if (pressed !== pairAgain) return;
  if (others.length === 0) await vscode.commands.executeCommand(commands.pair, first.ref);
  else
    await vscode.commands.executeCommand(
      commands.pairSeveral,
      disconnects.map(({ ref }) => ref),
    );
}

function sentence(
  first: Disconnect,
  others: readonly Disconnect[],
  nameOf: (ref: InstanceRef) => string,
): string {
  const name = nameOf(first.ref);
  if (others.length > 0) return vscode.l10n.t('{0} and {1} more are disconnected.', name, others.length);
  const account = first.before.account ? accountText(first.before.account) : '';
  return account === '' || account === name
    ? vscode.l10n.t('{0} is disconnected.', name)
    : vscode.l10n.t('{0} is disconnected from {1}.', name, account);
}
