import * as vscode from 'vscode';
import type { Queue } from '../core/queue';
import { count, currentOf } from '../core/queue';
import { headingOf } from '../core/queueview';
import { iconless } from '../foreignwords';

/** What is to be done with a queue that isn't over. */
export type ResumeAnswer = 'resume' | 'new';

/** Asks whether to go on with a queue that isn't over. Undefined if the user thinks better of it. */
export async function askResume(queue: Queue, title: string): Promise<ResumeAnswer | undefined> {
  const current = currentOf(queue);
  const heading = current && headingOf(queue, current, vscode.l10n.t);
  const rows = [
    {
      label: vscode.l10n.t('Resume ({0} left)', count(queue, 'waiting')),
      ...(heading !== undefined && { detail: iconless(heading) }),
      answer: 'resume' as const,
    },
    { label: vscode.l10n.t('Choose other instances'), answer: 'new' as const },
  ];
  return (await vscode.window.showQuickPick(rows, { title, ignoreFocusOut: true }))?.answer;
}
