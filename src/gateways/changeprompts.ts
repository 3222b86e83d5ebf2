import * as vscode from 'vscode';
import type { ChangeProblem } from './changes';
import { maxGateways } from '../core/gateways/gatewaylist';
import { commands } from '../ids';

/** Asks whether a gateway is to be removed; it can be one that can't be used, and then there is no token. */
export async function askRemoval(
  label: string,
  { token, listed, shown }: { readonly token: boolean; readonly listed: number; readonly shown: number },
): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const details = [
    ...(token ? [vscode.l10n.t('Its access token is forgotten.')] : []),
    ...leavingText(listed),
    ...closingText(shown),
    vscode.l10n.t('The instances on the gateway stay.'),
  ];
  const message = vscode.l10n.t('Remove the gateway “{0}”?', label);
  const options = { modal: true, detail: details.join(' ') };
  return (await vscode.window.showWarningMessage(message, options, remove)) === remove;
}

/** Asks whether a gateway whose pairings are on show is to have another name. */
export async function askRenaming(before: string, after: string, shown: number): Promise<boolean> {
  const rename = vscode.l10n.t('Rename');
  const details = [
    ...closingText(shown),
    vscode.l10n.t('Those of a queue, or side by side, begin again under the new name.'),
  ];
  const message = vscode.l10n.t('Rename the gateway “{0}” to “{1}”?', before, after);
  const options = { modal: true, detail: details.join(' ') };
  return (await vscode.window.showWarningMessage(message, options, rename)) === rename;
}

/** Tells why a change to the gateways failed, and what is the case now. Whether the user wants it to be tried again, as soon as what kept it from being saved is mended. */
export async function showFailedChange(problem: ChangeProblem): Promise<'again' | undefined> {
  const action = actionFor(problem);
  const again = vscode.l10n.t('Try again');
  const labels = [...(problem === 'settings' ? [again] : []), ...(action ? [action.label] : [])];
  for (;;) {
    const pressed = await vscode.window.showErrorMessage(problemText(problem), ...labels);
    if (pressed === again) return 'again';
    if (!action || pressed !== action.label) return undefined;
    await vscode.commands.executeCommand(action.command);
    // Whoever mends it there comes back to try again; what was typed is still known.
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
      return vscode.l10n.t('Another window has added a gateway of that name meanwhile; nothing was changed.');
    case 'gone':
      return vscode.l10n.t(
        'The gateway has been removed meanwhile, or can’t be used any more; nothing was changed.',
      );
    case 'full':
      return vscode.l10n.t(
        'There are {0} gateways already; more can’t be used. Remove one first.',
        maxGateways,
      );
    case 'settings':
      return vscode.l10n.t(
        'The settings could not be saved, so the gateway is as it was. Save the settings file, or correct what the editor marks in it, then try again.',
      );
    case 'storage':
      return vscode.l10n.t('The editor’s storage could not be written, so the gateway is as it was.');
    case 'halfway':
      return vscode.l10n.t(
        'The settings could be saved only in part. Save the settings file, or correct what the editor marks in it, then see which name the gateway has there.',
      );
    default:
      return problem satisfies never;
  }
}

/** That pairings close, in words; nothing if there are none. */
function closingText(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('Its pairing here closes.')
      : vscode.l10n.t('Its {0} pairings here close.', count),
  ];
}

/** That instances leave the list, in words; nothing if there are none. */
function leavingText(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('1 instance leaves the list.')
      : vscode.l10n.t('{0} instances leave the list.', count),
  ];
}
