import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { guarded } from '../platform/commands';
import type { Disposable, Listen } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { accountText } from '../core/instances/instancestate';
import { checkGap } from '../core/instances/checkpace';
import type { Disconnect } from '../core/instances/polledinstances';
import type { Clock } from '../core/time/clock';
import { Gatherer } from '../core/time/gatherer';
import { linkless } from '../platform/escaping';
import { commands } from '../ids';

/** How long after the last disconnect the notification comes, in ms: a server that restarts disconnects all its phones at once. */
const quietTime = 2_000;
/** The same while other instances are still linked, as far as is known: they may just have been checked, and are checked again. */
const checkTime = checkGap + quietTime;

/** What {@link notifyOfDisconnects} needs. */
export interface DisconnectParts {
  readonly onDidDisconnect: Listen<Disconnect>;
  readonly nameOf: (ref: InstanceRef) => string;
  /** Whether this window may notify of an instance. */
  readonly mayNotify: (ref: InstanceRef) => Promise<boolean>;
  /** Whether other instances may be found disconnected too. */
  readonly othersMayFollow: () => boolean;
  /** Whether an instance is still disconnected. */
  readonly isDisconnected: (ref: InstanceRef) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Notifies of disconnected instances and offers to pair them again. Those of one minute share a notification. */
export function notifyOfDisconnects({
  onDidDisconnect,
  nameOf,
  mayNotify,
  othersMayFollow,
  isDisconnected,
  clock,
  log,
}: DisconnectParts): Disposable {
  const gatherer = new Gatherer<Disconnect>(
    clock,
    (passed) => passed + (othersMayFollow() ? checkTime : quietTime),
    (all, fresh) => {
      const isNew = new Set(all.slice(-fresh));
      const lasting = all.filter(({ ref }) => isDisconnected(ref));
      if (!lasting.some((disconnect) => isNew.has(disconnect))) return;
      void guarded('disconnect', log, () => notify(lasting, nameOf));
    },
  );
  const subscription = onDidDisconnect((disconnect) => {
    void guarded('disconnect', log, async () => {
      if (await mayNotify(disconnect.ref)) gatherer.add(disconnect);
    });
  });
  return {
    dispose: () => {
      gatherer.dispose();
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
