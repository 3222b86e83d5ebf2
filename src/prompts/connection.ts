import * as vscode from 'vscode';
import type { Connection } from '../core/connection';
import { connectionLabel } from '../core/connection';
import type { ConnectionProblem, NameProblem } from '../core/connectionsetting';
import { longestConnectionName, mostConnections } from '../core/connectionsetting';
import { defaultConnection } from '../core/instanceref';
import { settings } from '../ids';
import { linkless } from '../foreignwords';
import { endpointSentence } from './endpoint';
import { openSetting } from './setting';

/** Asks which connection is meant; undefined if the user thinks better of it. */
export async function askConnection(
  connections: readonly Connection[],
  title: string,
): Promise<Connection | undefined> {
  const rows = connections.map((connection) => ({
    label: connectionLabel(connection),
    description: connection.endpoint.base,
    connection,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Choose the connection'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.connection;
}

/** Tells why there is no connection of that name, and leads to the setting. */
export async function explainConnection(name: string, problems: readonly ConnectionProblem[]): Promise<void> {
  const found = problems.find(({ entry }) => entry === name);
  const open = vscode.l10n.t('Open setting');
  const message = found
    ? vscode.l10n.t('The connection “{0}” can’t be used. {1}', name, connectionSentence(found))
    : vscode.l10n.t('There is no connection “{0}”. Add one with that name, or choose another one.', name);
  // The name can come from a workspace.
  const pressed = await vscode.window.showErrorMessage(linkless(message), open);
  if (pressed === open) await openSetting(settings.connections);
}

/** What an entry is called that can't be used. */
export function problemLabel({ entry, number, name, problem }: ConnectionProblem): string {
  if (number === undefined) return entry === defaultConnection ? vscode.l10n.t('Default connection') : entry;
  if (problem === 'tooMany') return vscode.l10n.t('Entries from {0} on', number);
  return name === undefined
    ? vscode.l10n.t('Entry {0}', number)
    : vscode.l10n.t('{0} (entry {1})', name, number);
}

/** What is wrong with an entry of the setting. */
export function connectionSentence({ problem }: Pick<ConnectionProblem, 'problem'>): string {
  switch (problem) {
    case 'notObject':
      return vscode.l10n.t('Each entry has a name and an endpoint.');
    case 'duplicate':
      return vscode.l10n.t('Another connection has that name.');
    case 'tooMany':
      return vscode.l10n.t('Only the first {0} entries are used.', mostConnections);
    case 'kind':
      return vscode.l10n.t('Its kind is not known; “wawp” is.');
    case 'noName':
    case 'longName':
    case 'oddName':
      return nameSentence(problem);
    default:
      return endpointSentence(problem);
  }
}

/** What is wrong with a name. */
export function nameSentence(problem: NameProblem): string {
  switch (problem) {
    case 'noName':
      return vscode.l10n.t('A connection needs a name.');
    case 'longName':
      return vscode.l10n.t('A name has at most {0} characters.', longestConnectionName);
    case 'oddName':
      return vscode.l10n.t('A name has no line breaks or invisible characters, and no spaces around it.');
    default:
      return problem satisfies never;
  }
}
