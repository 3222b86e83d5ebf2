import type * as vscode from 'vscode';
import { tokenProblem } from './core/accesstoken';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';

const prefix = 'pairWhatsApp.token:';

/** The access tokens, one for each endpoint origin: a changed endpoint can never get another one's token. The only door to SecretStorage. */
export class Tokens implements Disposable {
  readonly #changed = new Emitter<string>();
  /** Fires with the origin whose token was set or forgotten, in this window or another. */
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.#changed.fire(key.slice(prefix.length));
    });
  }

  /** The token for an origin; what is stored but can't be a token counts as none. */
  async get(origin: string): Promise<string | undefined> {
    const token = await this.secrets.get(prefix + origin);
    return token !== undefined && tokenProblem(token) === undefined ? token : undefined;
  }

  async set(origin: string, token: string): Promise<void> {
    await this.secrets.store(prefix + origin, token);
  }

  async forget(origin: string): Promise<void> {
    await this.secrets.delete(prefix + origin);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
