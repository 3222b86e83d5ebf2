import * as vscode from 'vscode';
import { abortable } from './abortable';
import type { Connections } from './connections';
import type { Clock } from './core/clock';
import type { Connection } from './core/connection';
import { connectionLabel, tokenKey } from './core/connection';
import { readTest } from './core/connectiontest';
import { parseEndpoint } from './core/endpoint';
import type { AccountGateway, Answer } from './core/gateway';
import { defaultConnection } from './core/instanceref';
import { pause } from './core/pause';
import { linkless } from './foreignwords';
import { settings as settingNames } from './ids';
import type { Instances } from './instances';
import type { Pairings } from './pairings';
import { askConnection } from './prompts/connection';
import { askConnectionName, askNewConnection } from './prompts/newconnection';
import { openSetting } from './prompts/setting';
import { askToken } from './prompts/token';
import type { Settings } from './settings';
import type { TokenFlow } from './tokenflow';
import type { Tokens } from './tokens';

/** What leads to connections needs of the window. */
export interface ConnectionParts {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly instances: Instances;
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
    const { settings, tokens } = this.parts;
    const taken = this.#names;
    const given = await askNewConnection(taken, taken.includes(wanted) ? '' : wanted);
    const parsed = given && parseEndpoint(given.endpoint);
    if (!given || !parsed?.ok) return;
    const { name } = given;
    const { endpoint } = parsed;
    const connection: Connection = { name, kind: 'wawp', endpoint, credentials: settings.credentials };
    const token = await askToken(connection, { step: 3, of: 3 });
    if (token === undefined) return;
    // The token first: with the entry alone the view would ask without one.
    await tokens.set(tokenKey(connection), token);
    // An entry of that name that can't be used is in the way of this one.
    const others = settings.connectionEntries.filter((entry) => nameIn(entry) !== name);
    await settings.saveConnections([...others, { name, kind: 'wawp', endpoint: endpoint.base }]);
    await this.test(connection);
  }

  /** Says in one sentence what of a connection works. */
  async test(given?: Connection): Promise<void> {
    const connection = given ?? (await this.#choose(vscode.l10n.t('Test connection')));
    if (!connection) return;
    const known = this.parts.instances.list.find((each) => each.connection === connection.name);
    const answer = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: linkless(vscode.l10n.t('Testing “{0}”…', connectionLabel(connection))),
        cancellable: true,
      },
      (_, cancelled) => this.#ask(connection, known?.instanceId, cancelled),
    );
    if (!answer) return;
    const asked = { instanceId: known?.instanceId, name: known?.label ?? known?.instanceId ?? '' };
    const { verdict, sentence, needsToken } = readTest(connection, asked, answer, vscode.l10n.t);
    const mend = needsToken ? [vscode.l10n.t('Set access token')] : [];
    const show =
      verdict === 'works' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    if ((await show(linkless(sentence), ...mend)) !== undefined)
      await this.parts.tokenFlow.setToken(connection);
  }

  /** Gives a connection another name; its token and its instances go along. */
  async rename(given?: Connection): Promise<void> {
    const { settings, tokens, instances } = this.parts;
    const connection = await this.#chooseNamed(vscode.l10n.t('Rename connection'), given);
    if (!connection) return;
    const before = connection.name;
    const name = await askConnectionName(before, this.#names);
    if (name === undefined || name === before) return;
    const token = await tokens.get(tokenKey(connection));
    // What is there is taken away only once it is where it belongs.
    if (token !== undefined) await tokens.set(tokenKey({ ...connection, name }), token);
    await instances.renameConnection(before, name);
    await settings.saveConnections(
      settings.connectionEntries.map((entry) =>
        nameIn(entry) === before ? { ...(entry as object), name } : entry,
      ),
    );
    await tokens.forget(tokenKey(connection));
  }

  /** Takes a connection away, with its token and what this editor knows of its instances; on the gateway they stay. */
  async remove(given?: Connection, broken?: string): Promise<void> {
    const { settings, tokens, instances } = this.parts;
    const title = vscode.l10n.t('Remove connection');
    const connection = broken === undefined ? await this.#chooseNamed(title, given) : undefined;
    const name = broken ?? connection?.name;
    if (name === undefined) return;
    const count = instances.used.filter((known) => known.connection === name).length;
    const remove = vscode.l10n.t('Remove');
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t('Remove the connection “{0}”?', name),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Its access token is forgotten, its pairings end, and {0} of its instances leave the list. On the gateway nothing changes.',
          count,
        ),
      },
      remove,
    );
    if (pressed !== remove) return;
    await settings.saveConnections(settings.connectionEntries.filter((entry) => nameIn(entry) !== name));
    await instances.removeConnection(name);
    if (connection) await tokens.forget(tokenKey(connection));
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

  async #choose(title: string): Promise<Connection | undefined> {
    const { connections, tokenFlow } = this.parts;
    if (!connections.several) return tokenFlow.connection(defaultConnection);
    return await askConnection(connections.list, title);
  }

  /** One that has a name of its own; the default one is the setting's. */
  async #chooseNamed(title: string, given?: Connection): Promise<Connection | undefined> {
    const named = this.parts.connections.list.filter(({ name }) => name !== defaultConnection);
    if (given && given.name !== defaultConnection) return given;
    if (!given && named.length > 0) return await askConnection(named, title);
    const open = vscode.l10n.t('Open setting');
    const pressed = await vscode.window.showInformationMessage(
      vscode.l10n.t('The default connection is the one of the setting “Endpoint”; there is no other.'),
      open,
    );
    if (pressed === open) await openSetting(settingNames.endpoint);
    return undefined;
  }

  get #names(): readonly string[] {
    return this.parts.connections.list.map(({ name }) => name).filter((name) => name !== defaultConnection);
  }
}

function nameIn(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined;
}
