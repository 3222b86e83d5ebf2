// src/gateways/prompts: the questions about gateways.
import * as vscode from 'vscode';
import type { Gateway } from '../../core/gateways/gateway';
import { gatewayLabel } from '../../core/gateways/gateway';
import type { GatewayProblem, NameProblem } from '../../core/gateways/gatewaylist';
import { maxGatewayNameLength, maxGateways } from '../../core/gateways/gatewaylist';
import { defaultGateway } from '../../core/references/instanceref';
import { linkless } from '../../platform/escaping';
import { endpointSentence } from './endpointproblem';
import { openGatewaySetting } from './opengatewaysetting';

/** Asks the user to choose a gateway; undefined if the user cancels. */
export async function askGateway(gateways: readonly Gateway[], title: string): Promise<Gateway | undefined> {
  const rows = gateways.map((gateway) => ({
    label: gatewayLabel(gateway),
    description: gateway.endpoint.base,
    gateway,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Choose a gateway'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.gateway;
}

/** Explains why the gateway with that name can't be used, and offers to open the setting. */
export async function explainGateway(name: string, problems: readonly GatewayProblem[]): Promise<void> {
  const found = problems.find(({ entry }) => entry === name);
  const open = vscode.l10n.t('Open setting');
  // The name can come from a workspace.
  const pressed = await vscode.window.showErrorMessage(linkless(explanation(name, found)), open);
  if (pressed === open) await openGatewaySetting('endpointSetting', name);
}

function explanation(name: string, found: GatewayProblem | undefined): string {
  if (!found)
    return vscode.l10n.t('There is no gateway “{0}”. Add one with that name, or choose another.', name);
  if (name === defaultGateway) return gatewaySentence(found);
  return vscode.l10n.t('The gateway “{0}” can’t be used. {1}', name, gatewaySentence(found));
}

/** The name on screen of an entry that can't be used. */
export function problemLabel({ entry, number, name, problem }: GatewayProblem): string {
  if (number === undefined) return entry === defaultGateway ? vscode.l10n.t('Default gateway') : entry;
  if (problem === 'tooMany') return vscode.l10n.t('Entry {0} and later', number);
  return name === undefined
    ? vscode.l10n.t('Entry {0}', number)
    : vscode.l10n.t('{0} (entry {1})', name, number);
}

/** A sentence that says what is wrong with an entry of the setting. */
export function gatewaySentence({ problem }: Pick<GatewayProblem, 'problem'>): string {
  switch (problem) {
    case 'notObject':
      return vscode.l10n.t('An entry needs a name and an endpoint.');
    case 'duplicate':
      return vscode.l10n.t('Another gateway has that name.');
    case 'tooMany':
      return vscode.l10n.t('Only the first {0} entries are used.', maxGateways);
    case 'kind':
      return vscode.l10n.t('Unknown kind. Use “wawp”.');
    case 'noName':
    case 'longName':
    case 'oddName':
      return nameSentence(problem);
    default:
      return endpointSentence(problem);
  }
}

/** A sentence that says what is wrong with a name. */
export function nameSentence(problem: NameProblem): string {
  switch (problem) {
    case 'noName':
      return vscode.l10n.t('A gateway needs a name.');
    case 'longName':
      return vscode.l10n.t('A name can have up to {0} characters.', maxGatewayNameLength);
    case 'oddName':
      return vscode.l10n.t(
        'A name can’t have line breaks, invisible characters, or spaces at the start or end.',
      );
    default:
      return problem satisfies never;
  }
}
