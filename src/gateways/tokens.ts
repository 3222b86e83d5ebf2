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
  #failureAnnounced = false;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#follow(key.slice(prefix.length));
    });
  }

  /** The token for an account. Never rejects: what is stored but can't be a token counts as none, and so does what can't be read. */
  async get(key: string): Promise<string | undefined> {
    const override = this.#memory.get(key);
    return override ? override.token : await this.#stored(key);
  }

  /** Whether there is a token for an account. */
  async check(key: string): Promise<boolean> {
    const token = await this.get(key);
    if (token !== undefined) this.#checked.set(key, token);
    return token !== undefined;
  }

  /**
   * The token for a request. The first request after a check has it at once: it is made while the window is busy opening the
   * panel, and would wait long for the storage.
   */
  async take(key: string): Promise<string | undefined> {
    const checked = this.#checked.get(key);
    this.#checked.delete(key);
    return checked ?? (await this.get(key));
  }

  /** Keeps a token; what follows from it happens even where the storage fails, and then it is false. */
  async set(key: string, token: string): Promise<boolean> {
    this.#checked.delete(key);
    const stored = await this.#store(key, token);
    if (stored === token) {
      this.#memory.delete(key);
      return true;
    }
    this.#memory.set(key, { token, stored });
    // The storage says nothing of what it didn't keep.
    this.#changed.fire(key);
    if (!this.#failureAnnounced) this.#failed.fire(undefined);
    this.#failureAnnounced = true;
    return false;
  }

  /** Forgets a token; false if the storage would not give it up, and then this window won't use it all the same. */
  async forget(key: string): Promise<boolean> {
    this.#checked.delete(key);
    this.#memory.delete(key);
    try {
      await this.secrets.delete(prefix + key);
    } catch {
      this.#memory.set(key, { token: undefined, stored: await this.#stored(key) });
    }
    const gone = !this.#memory.has(key);
    this.#changed.fire(key);
    return gone;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#failed.dispose();
  }

  /** Stores a token and tells what the storage holds afterwards: one that accepts without keeping is as good as broken. */
  async #store(key: string, token: string): Promise<string | undefined> {
    try {
      await this.secrets.store(prefix + key, token);
    } catch {
      return undefined;
    }
    return await this.#stored(key);
  }

  async #stored(key: string): Promise<string | undefined> {
    try {
      const token: unknown = await this.secrets.get(prefix + key);
      return typeof token === 'string' && tokenProblem(token) === undefined ? token : undefined;
    } catch {
      return undefined;
    }
  }

  /** A storage that works again, perhaps for another window, is believed. */
  async #follow(key: string): Promise<void> {
    this.#checked.delete(key);
    const override = this.#memory.get(key);
    const stored = override && (await this.#stored(key));
    if (stored !== undefined && stored !== override?.stored) this.#memory.delete(key);
    this.#changed.fire(key);
  }
}
