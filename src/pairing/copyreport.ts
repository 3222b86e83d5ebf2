import * as vscode from 'vscode';
import type { Clock } from '../core/time/clock';
import { report } from '../core/timeline/report';
import type { Pairings } from './pairings';
import type { Settings } from '../platform/settings';

/** Copies a report of the pairing that the user used last, ready to be pasted into an issue. */
export async function copyReport(
  pairings: Pairings,
  settings: Settings,
  clock: Pick<Clock, 'wall'>,
  version: string,
): Promise<void> {
  const { latest } = pairings;
  if (!latest) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to report: no instance has been paired in this window yet.'),
    );
    return;
  }
  const { gateway, timeline } = latest;
  const environment = {
    version,
    editor: editor(),
    pollInterval: settings.pollInterval,
    instanceId: latest.ref.instanceId,
    credentials: gateway?.credentials ?? settings.credentials,
    endpoint: gateway?.endpoint,
  };
  const entries = timeline.entries.map((entry) => ({ ...entry, at: clock.wall(entry.at) }));
  await vscode.env.clipboard.writeText(report(environment, { entries, omitted: timeline.omitted }));
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The report is on the clipboard. It contains no access token, code, instance ID or account.',
    ),
  );
}

function editor(): string {
  const { appName, remoteName, uiKind } = vscode.env;
  const host = uiKind === vscode.UIKind.Web ? 'web' : 'desktop';
  // The kind of remote, such as "ssh-remote". Some servers put their address there, which must stay private.
  const kind = remoteName !== undefined && /^[a-z-]+$/.test(remoteName) ? ` ${remoteName}` : '';
  const remote = remoteName === undefined ? 'local' : `remote${kind}`;
  return `${appName} ${vscode.version} (${host}, ${remote}, ${process.platform} ${process.arch})`;
}
