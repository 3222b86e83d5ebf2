import * as vscode from 'vscode';
import type { Queue } from '../core/queue/queue';
import { count, currentOf } from '../core/queue/queue';
import { headingOf } from '../core/views/queueview';
import { iconless } from '../platform/escaping';

/** What is to be done with a queue that isn't over: go on with it, as it is or with the chosen ones at its end, or give it up. */
export type ResumeAnswer = 'resume' | 'add' | 'new';

/** Asks whether to go on with a queue that isn't over, though so many others may be chosen already. Undefined if the user thinks better of it. */
export async function askResume(queue: Queue, title: string, chosen = 0): Promise<ResumeAnswer | undefined> {
  const current = currentOf(queue);
  const heading = current && headingOf(queue, current, vscode.l10n.t);
  const resume = {
    label: vscode.l10n.t('Resume ({0} left)', count(queue, 'waiting')),
    ...(heading !== undefined && { detail: iconless(heading) }),
    answer: 'resume' as const,
  };
  const rows =
    chosen > 0
      ? [...chosenRows(chosen), resume]
      : [resume, row('new', vscode.l10n.t('Choose other instances'))];
  const options = {
    title,
    placeHolder: vscode.l10n.t('A queue that was begun before isn’t over'),
    ignoreFocusOut: true,
  };
  return (await vscode.window.showQuickPick(rows, options))?.answer;
}

function chosenRows(chosen: number): readonly Row[] {
  const all = chosen === 1 ? vscode.l10n.t('1 instance') : vscode.l10n.t('{0} instances', chosen);
  return [
    row('add', vscode.l10n.t('Add to its end: {0}', all)),
    row(
      'new',
      vscode.l10n.t('Begin anew: {0}', all),
      vscode.l10n.t('What became of the others is forgotten'),
    ),
  ];
}

interface Row extends vscode.QuickPickItem {
  readonly answer: ResumeAnswer;
}

function row(answer: ResumeAnswer, label: string, detail?: string): Row {
  return { label, ...(detail !== undefined && { detail }), answer };
}
