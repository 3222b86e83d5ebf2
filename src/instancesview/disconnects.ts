import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { guarded } from '../platform/commands';
import type { Disposable, Listen } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { accountText } from '../core/instances/instancestate';
import type { Disconnect } from '../core/instances/poller';
import { linkless } from '../platform/escaping';
import { commands } from '../ids';

/** Drops that come within this time, in ms, are told together: a server that restarts drops all its phones at once. */
const gathering = 2_000;

/** Tells once of linked instances that aren't linked any more, and leads back. */
export function tellDrops(
  onDidDisconnect: Listen<Disconnect>,
  nameOf: (ref: InstanceRef) => string,
  /** Whether it is this window that tells of an instance. */
  mayTell: (ref: InstanceRef) => Promise<boolean>,
  log: Logger,
): Disposable {
  let drops: Disconnect[] = [];
  let timer: NodeJS.Timeout | undefined;
  const subscription = onDidDisconnect((drop) => {
    drops.push(drop);
    timer ??= setTimeout(() => {
      const all = drops;
      drops = [];
      timer = undefined;
      void guarded('drop', log, async () => {
        const mine = await Promise.all(all.map(({ ref }) => mayTell(ref)));
        await tell(
          all.filter((_, index) => mine[index]),
          nameOf,
        );
      });
    }, gathering);
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}

async function tell(drops: readonly Disconnect[], nameOf: (ref: InstanceRef) => string): Promise<void> {
  const [first, ...others] = drops;
  if (!first) return;
  const again = others.length === 0 ? vscode.l10n.t('Pair again') : vscode.l10n.t('Pair several in a row');
  // Labels and account names are foreign words.
  const pressed = await vscode.window.showWarningMessage(linkless(sentence(first, others, nameOf)), again);
  if (pressed !== again) return;
  if (others.length === 0) await vscode.commands.executeCommand(commands.pair, first.ref);
  else
    await vscode.commands.executeCommand(
      commands.pairSeveral,
      drops.map(({ ref }) => ref),
    );
}

function sentence(
  first: Disconnect,
  others: readonly Disconnect[],
  nameOf: (ref: InstanceRef) => string,
): string {
  const name = nameOf(first.ref);
  if (others.length > 0)
    return vscode.l10n.t('{0} and {1} more are not linked any more.', name, others.length);
  const account = first.before.account ? accountText(first.before.account) : '';
  return account === '' || account === name
    ? vscode.l10n.t('{0} is not linked any more.', name)
    : vscode.l10n.t('{0} is not linked to {1} any more.', name, account);
}
