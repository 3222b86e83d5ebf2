import * as vscode from 'vscode';
import type { BulkResult } from '../core/instances/bulkresult';
import { bulkReport, bulkSummary } from '../core/instances/bulkresult';
import type { BulkWork } from '../core/instances/bulkrun';
import { workThrough } from '../core/instances/bulkrun';
import type { InstanceRef } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import { showText } from '../platform/resultdocument';

/** An action on one or several instances. */
export interface BulkJob extends BulkWork {
  /** What is done, such as "Restart session". */
  readonly title: string;
  readonly nameOf: (ref: InstanceRef) => string;
}

/** Does it to all of them, shows how far it has come, and can be cancelled: what is under way then is waited for. */
export async function runBulk(job: BulkJob): Promise<BulkResult> {
  const { title, refs, nameOf } = job;
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, cancelled) => {
      const stop = new AbortController();
      const subscription = cancelled.onCancellationRequested(() => {
        stop.abort();
      });
      let begun = 0;
      try {
        return await workThrough(
          job,
          {
            begins: (ref, number) => {
              const message = vscode.l10n.t('{0} of {1}: {2}', number, refs.length, nameOf(ref));
              // One that gets another turn has been counted.
              const increment = ((number - begun) * 100) / refs.length;
              begun = number;
              progress.report({ message: linkless(message), increment });
            },
            rests: (seconds) => {
              const message = vscode.l10n.t('The gateway wants to be left alone; going on in {0} s', seconds);
              progress.report({ message });
            },
          },
          stop.signal,
        );
      } finally {
        subscription.dispose();
      }
    },
  );
}

/** Tells what became of it; what failed can be read in full and tried again. Whether the user wants that. */
export async function tellBulk(
  { title, nameOf }: Pick<BulkJob, 'title' | 'nameOf'>,
  result: BulkResult,
): Promise<'again' | undefined> {
  const message = linkless(bulkSummary(title, result, nameOf, vscode.l10n.t));
  if (result.failed.length === 0 && result.left.length === 0) {
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const [show, again] = [vscode.l10n.t('Show details'), vscode.l10n.t('Try the rest again')];
  const pressed = await vscode.window.showWarningMessage(message, again, show);
  if (pressed === show) await showText(title, bulkReport(title, result, nameOf, vscode.l10n.t));
  return pressed === again ? 'again' : undefined;
}
