import * as vscode from 'vscode';
import type { ConnectionPlaces } from './connectionchanges';
import { dropConnection, FailedChange, moveConnection, saveConnection } from './connectionchanges';
import type { Connections } from './connections';
import type { TestParts } from './connectiontester';
import { ConnectionTester } from './connectiontester';
import type { Connection } from './core/connection';
import { connectionNameProblem, hasRoom } from './core/connectionsetting';
import { defaultConnection } from './core/instanceref';
import type { Logger } from './core/logger';
import { errorName } from './core/logger';
import { linkless } from './foreignwords';
import type { History } from './history';
import { settings as settingNames } from './ids';
import type { Instances } from './instances';
import type { Pairings } from './pairings';
import { askConnection, problemLabel } from './prompts/connection';
import { askRemoval, askRenaming, tellFailedChange } from './prompts/connectionchange';
import { askConnectionName, askNewConnection } from './prompts/newconnection';
import { openSetting } from './prompts/setting';
import { tellTokenKept } from './prompts/token';
import type { Settings } from './settings';
import type { TokenFlow } from './tokenflow';
import type { Tokens } from './tokens';

/** What leads to connections needs of the window. */
export interface ConnectionParts extends ConnectionPlaces, TestParts {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly instances: Instances;
  readonly history: History;
  readonly pairings: Pairings;
  readonly tokens: Tokens;
  readonly tokenFlow: TokenFlow;
  readonly log: Logger;
  /** Has what this window pairs follow a connection that has got another name, or is gone. */
  readonly follow: (before: string, after: string | undefined) => Promise<void>;
}

/** Adds, tests, renames and removes the accounts on gateways. */
export class ConnectionFlow {
  readonly #tester: ConnectionTester;

  constructor(private readonly parts: ConnectionParts) {
    this.#tester = new ConnectionTester(parts);
  }

  /** Asks for all that a new connection needs, keeps it and tests it. A name may be wanted already, by a list of instances. */
  async add(wanted = ''): Promise<void> {
    const { settings, connections } = this.parts;
    const taken = this.#names;
    const unusable = connectionNameProblem(wanted) !== undefined || taken.includes(wanted);
    const proposed = unusable ? '' : wanted;
    if (!hasRoom(settings.connectionEntries, proposed)) {
      await tellFailedChange('full');
      return;
    }
    const given = await askNewConnection(taken, proposed, settings.credentials);
    if (!given) return;
    const { connection, token } = given;
    const saved = await this.#change(() => saveConnection(connection, token, this.parts));
    // As it is in the settings: in the place of an entry that couldn't be used, it has what else was written there.
    if (saved) await this.test(connections.find(connection.name) ?? connection);
  }

  /** Says in one sentence what of a connection works. */
  async test(given?: Connection): Promise<void> {
    const connection = given ?? (await this.#choose(vscode.l10n.t('Test connection')));
    if (connection) await this.#tester.test(connection);
  }

  /** Gives a connection another name; its token and its instances go along. */
  async rename(given?: Connection): Promise<void> {
    const { settings, connections, pairings, follow } = this.parts;
    const title = vscode.l10n.t('Rename connection');
    const connection = given ?? (await this.#chooseNamed(title));
    if (!connection || this.#isDefault(connection)) return;
    const before = connection.name;
    const name = await askConnectionName(before, this.#names);
    if (name === undefined || name === before) return;
    const shown = this.#shown(before);
    if (shown > 0 && !(await askRenaming(before, name, shown))) return;
    const moved = await this.#change(async () => {
      // The settings may have changed while the user was asked.
      const current = connections.find(before) ?? connection;
      pairings.renameConnection(current, name);
      if (!(await moveConnection(current, name, this.parts))) tellTokenKept(before);
      await follow(before, name);
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
    if (name === undefined || this.#isDefault({ name })) return;
    const problem = connections.problems.find(({ entry }) => entry === name);
    const agreed = await askRemoval(problem ? problemLabel(problem) : name, {
      token: connections.find(name) !== undefined,
      listed: instances.used.filter((known) => known.connection === name).length,
      shown: this.#shown(name),
    });
    if (!agreed) return;
    await this.#change(async () => {
      if (!(await dropConnection(name, connections.find(name), this.parts))) tellTokenKept(name);
      await this.parts.follow(name, undefined);
    });
  }

  /** Makes a change that has to be saved, again if the user wants; whether it was, and if not, that is told and logged. */
  async #change(change: () => Promise<void>): Promise<boolean> {
    for (;;)
      try {
        await change();
        return true;
      } catch (error) {
        if (!(error instanceof FailedChange)) throw error;
        const { problem, cause } = error;
        const why = cause === undefined ? problem : `${problem}, ${errorName(cause)}`;
        this.parts.log.warn(`A change to the connections failed: ${why}`);
        if (!(await tellFailedChange(problem))) return false;
      }
  }

  /** How many pairings of a connection are on show. */
  #shown(name: string): number {
    return this.parts.pairings.all.filter(({ ref }) => ref.connection === name).length;
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
  #isDefault({ name }: Pick<Connection, 'name'>): boolean {
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
