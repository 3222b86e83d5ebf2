import type * as vscode from 'vscode';
import { tokenProblem } from '../core/gateways/accesstoken';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';

const prefix = 'pairWhatsApp.token:';

/** What counts instead of what the storage holds for an account. */
interface Override {
  /** Undefined for one that the storage would not give up. */
  readonly token: string | undefined;
  /** What the storage held at that time. */
  readonly stored: string | undefined;
}

/**
 * The access tokens, one for each account, which is named by its gateway's `tokenKey`: it begins with the endpoint's
 * origin, so that a changed endpoint can never get another one's token. The only door to SecretStorage. Where that fails,
 * this window keeps the token in memory and pairs all the same.
 */
export class Tokens implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #failed = new Emitter<undefined>();
  /** Fires with the account whose token was set or forgotten, in this window or another. */
  readonly onDidChange = this.#changed.event;
  /** Fires once, when a token could not be stored. */
  readonly onDidFail = this.#failed.event;
  readonly #memory = new Map<string, Override>();
  /** What the last check found, until it is taken or may have changed. */
  readonly #checked = new Map<string, string>();
  readonly #subscription: vscode.Disposable;
  #told = false;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#follow(key.slice(prefix.length));
    });
  }

  /** The token for an account. Never rejects: what is stored but can't be a token counts as none, and so does what can't be read. */
  async get(account: string): Promise<string | undefined> {
    const override = this.#memory.get(account);
    return override ? override.token : await this.#stored(account);
  }

  /** Whether there is a token for an account. */
  async check(account: string): Promise<boolean> {
    const token = await this.get(account);
    if (token !== undefined) this.#checked.set(account, token);
    return token !== undefined;
  }

  /**
   * The token for a request. The first request after a check has it at once: it is made while the window is busy opening the
   * panel, and would wait long for the storage.
   */
  async take(account: string): Promise<string | undefined> {
    const checked = this.#checked.get(account);
    this.#checked.delete(account);
    return checked ?? (await this.get(account));
  }

  /** Keeps a token; what follows from it happens even where the storage fails, and then it is false. */
  async set(account: string, token: string): Promise<boolean> {
    this.#checked.delete(account);
    const stored = await this.#store(account, token);
    if (stored === token) {
      this.#memory.delete(account);
      return true;
    }
    this.#memory.set(account, { token, stored });
    // The storage says nothing of what it didn't keep.
    this.#changed.fire(account);
    if (!this.#told) this.#failed.fire(undefined);
    this.#told = true;
    return false;
  }

  /** Forgets a token; false if the storage would not give it up, and then this window won't use it all the same. */
  async forget(account: string): Promise<boolean> {
    this.#checked.delete(account);
    this.#memory.delete(account);
    try {
      await this.secrets.delete(prefix + account);
    } catch {
      this.#memory.set(account, { token: undefined, stored: await this.#stored(account) });
    }
    const gone = !this.#memory.has(account);
    this.#changed.fire(account);
    return gone;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#failed.dispose();
  }

  /** Stores a token and tells what the storage holds afterwards: one that accepts without keeping is as good as broken. */
  async #store(account: string, token: string): Promise<string | undefined> {
    try {
      await this.secrets.store(prefix + account, token);
    } catch {
      return undefined;
    }
    return await this.#stored(account);
  }

  async #stored(account: string): Promise<string | undefined> {
    try {
      const token: unknown = await this.secrets.get(prefix + account);
      return typeof token === 'string' && tokenProblem(token) === undefined ? token : undefined;
    } catch {
      return undefined;
    }
  }

  /** A storage that works again, perhaps for another window, is believed. */
  async #follow(account: string): Promise<void> {
    this.#checked.delete(account);
    const override = this.#memory.get(account);
    const stored = override && (await this.#stored(account));
    if (stored !== undefined && stored !== override?.stored) this.#memory.delete(account);
    this.#changed.fire(account);
  }
}
