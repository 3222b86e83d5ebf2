import * as vscode from 'vscode';
import type { ChangeProblem } from '../changes';
import { maxGateways } from '../../core/gateways/gatewaylist';
import { commands } from '../../ids';
import { linkedText } from './linkedtext';

/** Asks the user to confirm that a gateway is removed. An invalid entry can be removed too; it has no token. */
export async function askRemoval(
  label: string,
  {
    token,
    listed,
    shown,
    linked,
  }: {
    readonly token: boolean;
    readonly listed: number;
    readonly shown: number;
    readonly linked: number;
  },
): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const details = [
    ...(token ? [vscode.l10n.t('Its access token is forgotten.')] : []),
    ...leavingText(listed),
    ...closingText(shown),
    ...linkedText(linked),
    vscode.l10n.t('The instances stay on the gateway.'),
  ];
  const message = vscode.l10n.t('Remove the gateway “{0}”?', label);
  const options = { modal: true, detail: details.join(' ') };
  return (await vscode.window.showWarningMessage(message, options, remove)) === remove;
}

/** Asks the user to confirm that a gateway is renamed while its pairings are shown. */
export async function askRenaming(before: string, after: string, shown: number): Promise<boolean> {
  const rename = vscode.l10n.t('Rename');
  const details = [
    ...closingText(shown),
    vscode.l10n.t('Pairings in a queue or in the QR grid start again under the new name.'),
  ];
  const message = vscode.l10n.t('Rename the gateway “{0}” to “{1}”?', before, after);
  const options = { modal: true, detail: details.join(' ') };
  return (await vscode.window.showWarningMessage(message, options, rename)) === rename;
}

/** Shows why a change to the gateways failed and what the state is now. Returns `again` if the user wants to retry. */
export async function showFailedChange(problem: ChangeProblem): Promise<'again' | undefined> {
  const action = actionFor(problem);
  const tryAgain = vscode.l10n.t('Try again');
  const labels = [...(problem === 'settings' ? [tryAgain] : []), ...(action ? [action.label] : [])];
  for (;;) {
    const pressed = await vscode.window.showErrorMessage(problemText(problem), ...labels);
    if (pressed === tryAgain) return 'again';
    if (!action || pressed !== action.label) return undefined;
    await vscode.commands.executeCommand(action.command);
    // The user corrects the settings file and then presses “Try again”, so the message is shown again. What the user typed is kept.
    if (problem !== 'settings') return undefined;
  }
}

function actionFor(problem: ChangeProblem): { readonly label: string; readonly command: string } | undefined {
  switch (problem) {
    case 'settings':
    case 'halfway':
      return {
        label: vscode.l10n.t('Open settings file'),
        command: 'workbench.action.openSettingsJson',
      };
    case 'storage':
      return { label: vscode.l10n.t('Show log'), command: commands.showLog };
    case 'taken':
    case 'gone':
    case 'full':
      return undefined;
    default:
      return problem satisfies never;
  }
}

function problemText(problem: ChangeProblem): string {
  switch (problem) {
    case 'taken':
      return vscode.l10n.t('Nothing was changed: another window has added a gateway with that name.');
    case 'gone':
      return vscode.l10n.t('Nothing was changed: the gateway has been removed or can no longer be used.');
    case 'full':
      return vscode.l10n.t(
        'You already have {0} gateways, which is the limit. Remove one first.',
        maxGateways,
      );
    case 'settings':
      return vscode.l10n.t(
        'The settings could not be saved, so nothing was changed. Save the settings file or correct the errors in it, then try again.',
      );
    case 'storage':
      return vscode.l10n.t('The editor could not write to its storage, so nothing was changed.');
    case 'halfway':
      return vscode.l10n.t(
        'The settings could be saved only in part. Save the settings file or correct the errors in it, then check the gateway’s name there.',
      );
    default:
      return problem satisfies never;
  }
}

/** A sentence for pairings that close; none if the count is 0. */
function closingText(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('Its pairing in this window closes.')
      : vscode.l10n.t('Its {0} pairings in this window close.', count),
  ];
}

/** A sentence for instances that are removed from the list; none if the count is 0. */
function leavingText(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('1 instance is removed from the list.')
      : vscode.l10n.t('{0} instances are removed from the list.', count),
  ];
}
