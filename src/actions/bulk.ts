import * as vscode from 'vscode';
import type { BulkResult } from '../core/instances/bulkresult';
import { bulkHeadline, bulkReport, bulkSummary } from '../core/instances/bulkresult';
import type { BulkProgress, BulkWork } from '../core/instances/bulkrun';
import { workThrough } from '../core/instances/bulkrun';
import type { InstanceRef } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import type { ResultFiles } from '../platform/resultfiles';

/** How long the status bar shows a result, in ms: notifications can be switched off. A failure stays longer. */
const [resultTime, failureTime] = [10_000, 60_000];

/** Requests about one or several instances. */
export interface BulkJob extends BulkWork {
  /** Title on screen, such as “Restart instance”. */
  readonly title: string;
  readonly nameOf: (ref: InstanceRef) => string;
}

/**
 * Sends the requests and shows the progress. The user can cancel; then only the open requests are completed. `quietly`: a
 * surface shows more, so show the progress only in the status bar.
 */
export async function runBulk(job: BulkJob, quietly = false): Promise<BulkResult> {
  const { title, refs, nameOf } = job;
  const location = quietly ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress(
    { location, title, cancellable: !quietly },
    async (progress, cancelled) => {
      const stop = new AbortController();
      const subscription = cancelled.onCancellationRequested(() => {
        stop.abort();
      });
      let begun = 0;
      const reporting: BulkProgress = {
        begins: (ref, number) => {
          const message = vscode.l10n.t('{0} of {1}: {2}', number, refs.length, nameOf(ref));
          // A repeated request has already been counted.
          const increment = ((number - begun) * 100) / refs.length;
          begun = number;
          progress.report({ message: linkless(message), increment });
        },
        rests: (seconds) => {
          progress.report({
            message: vscode.l10n.t('Rate limited by the gateway. Resuming in {0} s.', seconds),
          });
        },
      };
      try {
        return await workThrough(job, reporting, stop.signal);
      } finally {
        subscription.dispose();
      }
    },
  );
}

/** Notifies of the result. The user can open the details of failures. Returns `again` if the user wants to retry the rest. */
export async function notifyOfResult(
  { title, nameOf }: Pick<BulkJob, 'title' | 'nameOf'>,
  result: BulkResult,
  files: Pick<ResultFiles, 'show'>,
): Promise<'again' | undefined> {
  const message = linkless(bulkSummary(title, result, nameOf, vscode.l10n.t));
  const complete = result.failed.length === 0 && result.left.length === 0;
  const icon = complete ? '$(pass)' : '$(warning)';
  vscode.window.setStatusBarMessage(
    `${icon} ${bulkHeadline(title, result, vscode.l10n.t)}`,
    complete ? resultTime : failureTime,
  );
  if (complete) {
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const [show, tryAgain] = [vscode.l10n.t('Show details'), vscode.l10n.t('Try the rest again')];
  const pressed = await vscode.window.showWarningMessage(message, tryAgain, show);
  if (pressed === show) await files.show(title, bulkReport(title, result, nameOf, vscode.l10n.t));
  return pressed === tryAgain ? 'again' : undefined;
}
