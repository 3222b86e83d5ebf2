import * as vscode from 'vscode';
import { abortable } from './abortable';
import type { ConnectionPlaces } from './connectionchanges';
import { dropConnection, moveConnection, saveConnection } from './connectionchanges';
import type { Connections } from './connections';
import type { Clock } from './core/clock';
import type { Connection } from './core/connection';
import { connectionLabel } from './core/connection';
import { entryPlace, mostConnections } from './core/connectionsetting';
import type { Asked } from './core/connectiontest';
import { readTest } from './core/connectiontest';
import type { AccountGateway, Answer } from './core/gateway';
import { defaultConnection } from './core/instanceref';
import type { Action } from './core/intent';
import { pause } from './core/pause';
import { linkless } from './foreignwords';
import type { History } from './history';
import { editorSettings, settings as settingNames } from './ids';
import type { Instances } from './instances';
import type { Pairings } from './pairings';
import { askConnection } from './prompts/connection';
import { askConnectionName, askNewConnection } from './prompts/newconnection';
import { openEditorSetting, openSetting } from './prompts/setting';
import { tellTokenKept } from './prompts/token';
import type { Settings } from './settings';
import type { TokenFlow } from './tokenflow';
import type { Tokens } from './tokens';

/** What leads to connections needs of the window. */
export interface ConnectionParts extends ConnectionPlaces {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly instances: Instances;
  readonly history: History;
  readonly pairings: Pairings;
  readonly tokens: Tokens;
  readonly tokenFlow: TokenFlow;
  readonly clock: Clock;
  readonly gateway: (connection: Connection, instanceId?: string) => Promise<AccountGateway>;
}

/** Adds, tests, renames and removes the accounts on gateways. */
export class ConnectionFlow {
  constructor(private readonly parts: ConnectionParts) {}

  /** Asks for all that a new connection needs, keeps it and tests it. A name may be wanted already, by a list of instances. */
  async add(wanted = ''): Promise<void> {
    const { settings } = this.parts;
    const { connectionEntries: entries, credentials } = settings;
    if (entries.length >= mostConnections && entryPlace(entries, wanted) < 0) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'There are {0} connections already; more can’t be used. Remove one first.',
          entries.length,
        ),
      );
      return;
    }
    const taken = this.#names;
    const given = await askNewConnection(taken, taken.includes(wanted) ? '' : wanted, credentials);
    if (!given) return;
    const { connection, token } = given;
    const saved = await this.#change(() => saveConnection(connection, token, this.parts));
    if (saved) await this.test(connection);
  }

  /** Says in one sentence what of a connection works. */
  async test(given?: Connection): Promise<void> {
    const connection = given ?? (await this.#choose(vscode.l10n.t('Test connection')));
    if (!connection) return;
    const asked = this.#instanceOf(connection);
    const answer = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: linkless(vscode.l10n.t('Testing “{0}”…', connectionLabel(connection))),
        cancellable: true,
      },
      (_, cancelled) => this.#ask(connection, asked?.instanceId, cancelled),
    );
    if (!answer) return;
    const { verdict, sentence, actions } = readTest(connection, asked, answer, vscode.l10n.t);
    const show =
      verdict === 'works' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    // Names of accounts and the gateway's words can be in it.
    const pressed = await show(linkless(sentence), ...actions.map(({ label }) => label));
    const action = actions.find(({ label }) => label === pressed);
    if (action) await this.#mend(connection, action);
  }

  /** Gives a connection another name; its token and its instances go along. */
  async rename(given?: Connection): Promise<void> {
    const { settings, connections } = this.parts;
    const title = vscode.l10n.t('Rename connection');
    const connection = given ?? (await this.#chooseNamed(title));
    if (!connection || this.#isDefault(connection)) return;
    const before = connection.name;
    const name = await askConnectionName(before, this.#names);
    if (name === undefined || name === before || !(await this.#mayEnd(before, name))) return;
    const moved = await this.#change(async () => {
      // The settings may have changed while the user was asked.
      const current = connections.find(before) ?? connection;
      if (!(await moveConnection(current, name, this.parts))) tellTokenKept(before);
    });
    if (!moved) return;
    const left = settings.instances.instances.filter((known) => known.connection === before).length;
    if (left === 0) return;
    const open = vscode.l10n.t('Open setting');
    const pressed = await vscode.window.showInformationMessage(
      linkless(vscode.l10n.t('The setting “Instances” still names “{0}”: {1} of its entries.', before, left)),
      open,
    );
    if (pressed === open) await openSetting(settingNames.instances);
  }

  /** Takes a connection away, or an entry that can't be one, with its token and what this editor knows of its instances; on the gateway they stay. */
  async remove(given?: string): Promise<void> {
    const { connections, instances } = this.parts;
    const name = given ?? (await this.#chooseNamed(vscode.l10n.t('Remove connection')))?.name;
    if (name === undefined) return;
    const connection = connections.find(name);
    if (connection && this.#isDefault(connection)) return;
    const count = instances.used.filter((known) => known.connection === name).length;
    const remove = vscode.l10n.t('Remove');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t('Remove the connection “{0}”?', name),
      {
        modal: true,
        detail: [
          ...(connection ? [vscode.l10n.t('Its access token is forgotten.')] : []),
          ...listed(count),
          ...ending(this.#running(name)),
          vscode.l10n.t('The instances on the gateway stay.'),
        ].join(' '),
      },
      remove,
    );
    if (pressed !== remove) return;
    await this.#change(async () => {
      if (!(await dropConnection(name, connections.find(name), this.parts))) tellTokenKept(name);
    });
  }

  /** An instance that shows whether the token is right, one that isn't just being paired if there is any. */
  #instanceOf({ name: connection }: Connection): Asked | undefined {
    const { instances, pairings } = this.parts;
    const own = instances.list.filter((each) => each.connection === connection);
    const known = own.find((each) => !pairings.find(each)?.running) ?? own[0];
    return known && { instanceId: known.instanceId, name: known.label ?? known.instanceId };
  }

  /** The status of an instance, or the refusal of a question about none. */
  async #ask(
    connection: Connection,
    instanceId: string | undefined,
    cancelled: vscode.CancellationToken,
  ): Promise<Answer | undefined> {
    const { pairings, clock } = this.parts;
    const pace = instanceId === undefined ? undefined : pairings.pace(connection, instanceId);
    return await abortable(cancelled, async (signal) => {
      if (!(await pause(clock, pace?.rest('session') ?? 0, signal))) return undefined;
      pace?.ended('session');
      const answer = await (await this.parts.gateway(connection, instanceId)).ask('session', signal);
      pace?.ended('session');
      return answer;
    });
  }

  /** Does what a button of a test's result says. */
  async #mend(connection: Connection, { intent }: Action): Promise<void> {
    const usual = connection.name === defaultConnection;
    switch (intent) {
      case 'setToken':
        if (await this.parts.tokenFlow.setToken(connection)) await this.test(connection);
        return;
      case 'endpointSetting':
        await openSetting(usual ? settingNames.endpoint : settingNames.connections);
        return;
      case 'credentialsSetting':
        await openSetting(usual ? settingNames.credentials : settingNames.connections);
        return;
      case 'proxySetting':
        await openEditorSetting(editorSettings.proxy);
        return;
      case 'certificateSetting':
        await openEditorSetting(editorSettings.certificates);
        return;
      default:
        // As it is by now: the settings may have changed while the notification stood.
        await this.test(this.parts.connections.find(connection.name) ?? connection);
    }
  }

  /** Makes a change that has to be saved; whether it was, and if not, that is told. */
  async #change(change: () => Promise<void>): Promise<boolean> {
    try {
      await change();
      return true;
    } catch {
      const open = vscode.l10n.t('Open settings file');
      const pressed = await vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The settings could not be saved, so the connection is as it was. Correct what the editor marks in the settings file, then try again.',
        ),
        open,
      );
      if (pressed === open) await vscode.commands.executeCommand('workbench.action.openSettingsJson');
      return false;
    }
  }

  #running(name: string): number {
    return this.parts.pairings.all.filter(({ ref, running }) => running && ref.connection === name).length;
  }

  /** Whether the pairings that run through a connection may end; asked only if there are any. */
  async #mayEnd(before: string, after: string): Promise<boolean> {
    const detail = ending(this.#running(before));
    if (detail.length === 0) return true;
    const rename = vscode.l10n.t('Rename');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t('Rename the connection “{0}” to “{1}”?', before, after),
      { modal: true, detail: detail.join(' ') },
      rename,
    );
    return pressed === rename;
  }

  async #choose(title: string): Promise<Connection | undefined> {
    const { connections, tokenFlow } = this.parts;
    if (!connections.several) return tokenFlow.connection(defaultConnection);
    return await askConnection(connections.list, title);
  }

  /** One that has a name of its own. */
  async #chooseNamed(title: string): Promise<Connection | undefined> {
    const named = this.parts.connections.list.filter(({ name }) => name !== defaultConnection);
    if (named.length > 0) return await askConnection(named, title);
    this.#explainDefault();
    return undefined;
  }

  /** Whether it is the default one, which is the setting's: then that is explained. */
  #isDefault({ name }: Connection): boolean {
    if (name === defaultConnection) this.#explainDefault();
    return name === defaultConnection;
  }

  #explainDefault(): void {
    const open = vscode.l10n.t('Open setting');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t(
          'The default connection comes from the setting “Endpoint”: it has no name, and goes only with that setting.',
        ),
        open,
      )
      .then(async (pressed) => {
        if (pressed === open) await openSetting(settingNames.endpoint);
      });
  }

  get #names(): readonly string[] {
    return this.parts.connections.list.map(({ name }) => name).filter((name) => name !== defaultConnection);
  }
}

/** That pairings end, in words; nothing if there are none. */
function ending(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('Its running pairing ends.')
      : vscode.l10n.t('Its {0} running pairings end.', count),
  ];
}

/** That instances leave the list, in words; nothing if there are none. */
function listed(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('1 instance leaves the list.')
      : vscode.l10n.t('{0} instances leave the list.', count),
  ];
}
