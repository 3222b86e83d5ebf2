import * as vscode from 'vscode';
import type { BulkResult } from './core/bulk';
import { bulkReport, bulkSummary } from './core/bulk';
import type { Clock } from './core/clock';
import type { Failure } from './core/failure';
import type { InstanceRef } from './core/instanceref';
import { linkless } from './foreignwords';
import { showText } from './textdocument';

/** Calls that may be under way at once: a gateway has its limits, and starts a browser for each session. */
const mostAtOnce = 4;

/** An action on one or several instances. */
export interface BulkJob {
  /** What is done, such as "Restart session". */
  readonly title: string;
  readonly refs: readonly InstanceRef[];
  readonly nameOf: (ref: InstanceRef) => string;
  readonly clock: Clock;
  /** Least time between two starts, in ms. */
  readonly gap: number;
  /** Does it to one; why that failed, if it did. */
  readonly run: (ref: InstanceRef, signal: AbortSignal) => Promise<Failure | undefined>;
}

/** Does it to all of them, shows how far it has come, and can be cancelled: what is under way then is waited for, since the gateway may do it all the same. */
export async function runBulk(job: BulkJob): Promise<BulkResult> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: job.title, cancellable: true },
    (progress, cancelled) => run(job, progress, cancelled),
  );
}

async function run(
  { refs, nameOf, clock, gap, run: act }: BulkJob,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancelled: vscode.CancellationToken,
): Promise<BulkResult> {
  const done: InstanceRef[] = [];
  const failed: { ref: InstanceRef; failure: Failure }[] = [];
  let begun = 0;
  let earliest = clock.elapsed();
  const worker = async (): Promise<void> => {
    while (begun < refs.length) {
      const wait = earliest - clock.elapsed();
      earliest = Math.max(earliest, clock.elapsed()) + gap;
      if (wait > 0) await pause(clock, wait, cancelled);
      const ref = refs[begun];
      if (!ref || cancelled.isCancellationRequested) return;
      begun++;
      progress.report({
        message: linkless(vscode.l10n.t('{0} of {1}: {2}', begun, refs.length, nameOf(ref))),
        increment: 100 / refs.length,
      });
      // Never aborted: a command that the gateway has got may be carried out whether somebody listens or not.
      const failure = await act(ref, new AbortController().signal);
      if (failure) failed.push({ ref, failure });
      else done.push(ref);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, refs.length) }, worker));
  return { done, failed, left: refs.slice(begun) };
}

function pause(clock: Clock, ms: number, cancelled: vscode.CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      subscription.dispose();
      resolve();
    };
    const cancel = clock.at(clock.now() + ms, end);
    const subscription = cancelled.onCancellationRequested(end);
  });
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
