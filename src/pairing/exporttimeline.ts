import * as vscode from 'vscode';
import type { Clock } from '../core/time/clock';
import type { ExportFormat } from '../core/timeline/export';
import { exportTimeline } from '../core/timeline/export';
import type { PastPairings } from '../instances/pastpairings';
import { saveFile } from '../platform/savefile';
import type { ReportSource } from './pairings';

/** Saves the timeline of an instance's pairings in files. */
export class TimelineExporter {
  constructor(
    private readonly pastPairings: PastPairings,
    private readonly clock: Pick<Clock, 'now' | 'wall'>,
  ) {}

  /** Saves the timeline in a file that the user chooses. The file's extension decides the format. */
  async save({ ref, timeline }: ReportSource, suggested: ExportFormat): Promise<void> {
    const { instanceId } = ref;
    const json = { [vscode.l10n.t('JSON')]: ['json'] };
    const csv = { [vscode.l10n.t('CSV')]: ['csv'] };
    const saved = await saveFile({
      title: vscode.l10n.t('Export timeline'),
      name: `whatsapp-pairing-${instanceId.replace(/[^\w-]/g, '_')}.${suggested}`,
      filters: suggested === 'json' ? { ...json, ...csv } : { ...csv, ...json },
      content: (target) => {
        const ending = /\.(json|csv)$/i.exec(target.path)?.[1]?.toLowerCase() ?? suggested;
        const { entries, omitted } = timeline;
        const { clock } = this;
        const exported = {
          instanceId,
          now: clock.wall(clock.now()),
          entries: entries.map((entry) => ({ ...entry, at: clock.wall(entry.at) })),
          omitted,
          pastPairings: this.pastPairings.of(ref),
        };
        return new TextEncoder().encode(exportTimeline(exported, ending === 'csv' ? 'csv' : 'json'));
      },
    });
    if (!saved) return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The timeline is exported. The file contains the instance ID, but no access token, code or account.',
      ),
    );
  }
}
