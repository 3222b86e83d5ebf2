import * as vscode from 'vscode';
import type { Queue } from '../core/queue/queue';
import { countLeft, currentOf } from '../core/queue/queue';
import { headingOf } from '../core/views/queueview';
import { iconless } from '../platform/escaping';

/** What to do with an unfinished queue: resume it, resume it with the chosen instances added, or start a new one. */
export type ResumeAnswer = 'resume' | 'add' | 'new';

/** Asks what to do with an unfinished queue. `chosen` is the number of instances already chosen. Undefined if the user cancels. */
export async function askResume(queue: Queue, title: string, chosen = 0): Promise<ResumeAnswer | undefined> {
  const current = currentOf(queue);
  const heading = current && headingOf(queue, current, vscode.l10n.t);
  const resume = {
    label: vscode.l10n.t('Resume ({0} left)', countLeft(queue)),
    ...(heading !== undefined && { detail: iconless(heading) }),
    answer: 'resume' as const,
  };
  const rows =
    chosen > 0
      ? [...chosenRows(chosen), resume]
      : [resume, row('new', vscode.l10n.t('Choose other instances'))];
  const options = {
    title,
    placeHolder: vscode.l10n.t('There is an unfinished queue'),
    ignoreFocusOut: true,
  };
  return (await vscode.window.showQuickPick(rows, options))?.answer;
}

function chosenRows(chosen: number): readonly Row[] {
  const all = chosen === 1 ? vscode.l10n.t('1 instance') : vscode.l10n.t('{0} instances', chosen);
  return [
    row('add', vscode.l10n.t('Add to the end of the queue: {0}', all)),
    row(
      'new',
      vscode.l10n.t('Start a new queue: {0}', all),
      vscode.l10n.t('The results of the unfinished queue are deleted'),
    ),
  ];
}

interface Row extends vscode.QuickPickItem {
  readonly answer: ResumeAnswer;
}

function row(answer: ResumeAnswer, label: string, detail?: string): Row {
  return { label, ...(detail !== undefined && { detail }), answer };
}
