import * as vscode from 'vscode';
import { abortable } from './abortable';
import type { Connections } from './connections';
import type { Clock } from './core/clock';
import type { Connection } from './core/connection';
import { connectionLabel } from './core/connection';
import type { Asked } from './core/connectiontest';
import { readTest } from './core/connectiontest';
import type { AccountGateway, Answer } from './core/gateway';
import { defaultConnection } from './core/instanceref';
import type { Action } from './core/intent';
import { linkless } from './foreignwords';
import { editorSettings, settings as settingNames } from './ids';
import type { Instances } from './instances';
import type { Pairings } from './pairings';
import { openEditorSetting, openSetting } from './prompts/setting';
import type { TokenFlow } from './tokenflow';
import { askSession } from './unlink';

/** What a test of a connection needs of the window. */
export interface TestParts {
  readonly connections: Connections;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tokenFlow: TokenFlow;
  readonly clock: Clock;
  readonly gateway: (connection: Connection, instanceId?: string) => Promise<AccountGateway>;
}

/** Finds out what of a connection works, says it in a sentence and leads to what mends it. */
export class ConnectionTester {
  constructor(private readonly parts: TestParts) {}

  async test(connection: Connection): Promise<void> {
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
    if (action) await this.#mend(connection.name, action);
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
    const gateway = await this.parts.gateway(connection, instanceId);
    return await abortable(cancelled, async (signal) => {
      if (instanceId === undefined) return await gateway.ask('session', signal);
      return await askSession({ gateway, clock, pace: pairings.pace(connection, instanceId) }, signal);
    });
  }

  /** Does what a button of a test's result says. */
  async #mend(name: string, { intent }: Action): Promise<void> {
    const usual = name === defaultConnection;
    const { tokenFlow } = this.parts;
    switch (intent) {
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
      default: {
        // As it is by now: the settings may have changed while the notification stood.
        const connection = tokenFlow.connection(name);
        if (!connection || (intent === 'setToken' && !(await tokenFlow.setToken(connection)))) return;
        // And while the token was asked for.
        const mended = tokenFlow.connection(name);
        if (mended) await this.test(mended);
      }
    }
  }
}
