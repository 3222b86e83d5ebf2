import * as vscode from 'vscode';
import type { ExportFormat } from '../core/timeline/export';
import { exportMonitor } from '../core/timeline/export';
import type { Clock } from '../core/time/clock';
import type { History } from '../instances/history';
import type { Reported } from './pairings';
import { saveFile } from '../platform/savefile';

/** Writes what happened in the pairings of an instance into a file that the user chooses; its name's ending decides between the formats. */
export async function saveMonitor(
  { ref, timeline }: Reported,
  history: History,
  clock: Clock,
  wished: ExportFormat = 'json',
): Promise<void> {
  const { instanceId } = ref;
  const json = { [vscode.l10n.t('JSON')]: ['json'] };
  const csv = { [vscode.l10n.t('CSV')]: ['csv'] };
  const saved = await saveFile({
    title: vscode.l10n.t('Export rotation monitor'),
    name: `whatsapp-pairing-${instanceId.replace(/[^\w-]/g, '_')}.${wished}`,
    filters: wished === 'json' ? { ...json, ...csv } : { ...csv, ...json },
    content: (target) => {
      const format = /\.(json|csv)$/i.exec(target.path)?.[1]?.toLowerCase() ?? wished;
      const { entries, omitted } = timeline;
      const text = exportMonitor(
        { instanceId, now: clock.now(), entries, omitted, history: history.of(ref) },
        format === 'csv' ? 'csv' : 'json',
      );
      return new TextEncoder().encode(text);
    },
  });
  if (!saved) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The rotation monitor is exported. The file holds the instance ID, but no access token, code or account.',
    ),
  );
}
