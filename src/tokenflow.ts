import * as vscode from 'vscode';
import type { Endpoint } from './core/endpoint';
import type { Logger } from './core/logger';
import { guarded } from './commands';
import { explainEndpoint } from './prompts/endpoint';
import { askToken } from './prompts/token';
import type { Settings } from './settings';
import type { Tokens } from './tokens';

/** Leads the user to a gateway that can be asked and a token to ask it with. */
export class TokenFlow {
  constructor(
    private readonly settings: Settings,
    private readonly tokens: Tokens,
    private readonly log: Logger,
  ) {}

  /** The endpoint of the settings; one that can't be used is explained. Takes no time: nothing can happen meanwhile. */
  endpoint(): Endpoint | undefined {
    const { endpoint } = this.settings;
    if (endpoint.ok) return endpoint.endpoint;
    void guarded('endpoint', this.log, () => explainEndpoint(endpoint.problem));
    return undefined;
  }

  /** Whether there is a gateway to ask and a token to ask it with; asks for the token if there is none. */
  async ready(): Promise<boolean> {
    const endpoint = this.endpoint();
    if (!endpoint) return false;
    return (await this.tokens.check(endpoint.origin)) || (await this.setToken());
  }

  /** Asks for the access token of the present gateway and keeps it; false if the user thinks better of it. */
  async setToken(): Promise<boolean> {
    const endpoint = this.endpoint();
    const token = endpoint && (await askToken(endpoint));
    if (!endpoint || token === undefined) return false;
    await this.tokens.set(endpoint.origin, token);
    return true;
  }

  /** Forgets the access token of the present gateway, which ends its pairings. */
  async forgetToken(): Promise<void> {
    const endpoint = this.endpoint();
    if (!endpoint) return;
    const { origin } = endpoint;
    const had = (await this.tokens.get(origin)) !== undefined;
    if (!(await this.tokens.forget(origin))) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'This window doesn’t use the access token for {0} any more, but the editor’s secret storage would not delete it.',
          origin,
        ),
      );
      return;
    }
    void vscode.window.showInformationMessage(
      had
        ? vscode.l10n.t('The access token for {0} is forgotten.', origin)
        : vscode.l10n.t('There is no access token for {0}.', origin),
    );
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
