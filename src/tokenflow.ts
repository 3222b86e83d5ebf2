import * as vscode from 'vscode';
import type { Connection } from './core/connection';
import { tokenKey } from './core/connection';
import type { Logger } from './core/logger';
import { guarded } from './commands';
import type { Connections } from './connections';
import type { InstanceRef } from './core/instanceref';
import { defaultConnection } from './core/instanceref';
import { linkless } from './foreignwords';
import { askConnection, explainConnection } from './prompts/connection';
import { explainEndpoint } from './prompts/endpoint';
import { askToken, tellTokenKept } from './prompts/token';
import type { Settings } from './settings';
import type { Tokens } from './tokens';

/** Leads the user to a gateway that can be asked and a token to ask it with. */
export class TokenFlow {
  constructor(
    private readonly settings: Settings,
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly log: Logger,
  ) {}

  /** The connection of that name; why it can't be used is explained. Takes no time: nothing can happen meanwhile. */
  connection(name: string): Connection | undefined {
    const found = this.connections.find(name);
    if (!found) void guarded('connection', this.log, () => this.#explain(name));
    return found;
  }

  /** Explains why the first of these connections that can't be used can't: for many at once, once is enough. */
  explainFirst(names: readonly string[]): void {
    const missing = names.find((name) => !this.connections.find(name));
    if (missing !== undefined) this.connection(missing);
  }

  /** Whether there is a token for a connection; asks for it if there is none. */
  async ready(connection: Connection): Promise<boolean> {
    return (await this.tokens.check(tokenKey(connection))) || (await this.setToken(connection));
  }

  /** The connections of instances, by name, with a token for each; undefined as soon as one can't be had. */
  async readyAll(
    refs: readonly Pick<InstanceRef, 'connection'>[],
  ): Promise<ReadonlyMap<string, Connection> | undefined> {
    const found = new Map<string, Connection>();
    for (const name of new Set(refs.map(({ connection }) => connection))) {
      const connection = this.connection(name);
      if (!connection || !(await this.ready(connection))) return undefined;
      found.set(name, connection);
    }
    return found;
  }

  /** Asks for the access token of a connection and keeps it; false if the user thinks better of it. */
  async setToken(given?: Connection): Promise<boolean> {
    const connection = given ?? (await this.#choose(vscode.l10n.t('Set access token')));
    const token = connection && (await askToken(connection));
    if (!connection || token === undefined) return false;
    await this.tokens.set(tokenKey(connection), token);
    return true;
  }

  /** Forgets the access token of a connection, which ends its pairings. */
  async forgetToken(given?: Connection): Promise<void> {
    const connection = given ?? (await this.#choose(vscode.l10n.t('Forget access token')));
    if (!connection) return;
    const account = tokenKey(connection);
    const name = connection.name === defaultConnection ? connection.endpoint.origin : connection.name;
    const had = (await this.tokens.get(account)) !== undefined;
    if (!(await this.tokens.forget(account))) {
      tellTokenKept(name);
      return;
    }
    void vscode.window.showInformationMessage(
      linkless(
        had
          ? vscode.l10n.t('The access token for {0} is forgotten.', name)
          : vscode.l10n.t('There is no access token for {0}.', name),
      ),
    );
  }

  /** The connection that a command about one means; asked for if there are several. */
  async #choose(title: string): Promise<Connection | undefined> {
    if (!this.connections.several) return this.connection(defaultConnection);
    return await askConnection(this.connections.list, title);
  }

  async #explain(name: string): Promise<void> {
    const { endpoint } = this.settings;
    if (name !== defaultConnection) await explainConnection(name, this.connections.problems);
    else if (!endpoint.ok) await explainEndpoint(endpoint.problem);
  }
}

/** Says, once, that the secret storage doesn't keep a token. */
export function tellStorageFailure(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The editor’s secret storage doesn’t work. The access token is kept in the memory of this window; the next window asks for it again.',
    ),
  );
}
