import type * as vscode from 'vscode';
import { tokenProblem } from '../core/gateways/accesstoken';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';

const prefix = 'pairWhatsApp.token:';

/** A token in memory that replaces the token in the storage. */
interface Override {
  /** Undefined for a forgotten token that the storage did not delete. */
  readonly token: string | undefined;
  /** The token in the storage at that time. */
  readonly stored: string | undefined;
}

/**
 * The access tokens, one for each gateway, under the gateway's `tokenKey`. The key starts with the endpoint's origin, so that
 * a changed endpoint never gets the old endpoint's token. Only this class uses the SecretStorage. If the storage fails, this
 * window keeps the token in memory and can still pair.
 */
export class Tokens implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #failed = new Emitter<undefined>();
  /** Fires with the key of a token that was set or forgotten, in this window or another. */
  readonly onDidChange = this.#changed.event;
  /** Fires once, the first time that a token can't be stored. */
  readonly onDidFail = this.#failed.event;
  readonly #memory = new Map<string, Override>();
  /** Tokens that the last check found, until they are taken or may have changed. */
  readonly #checked = new Map<string, string>();
  readonly #subscription: vscode.Disposable;
  #failureAnnounced = false;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#follow(key.slice(prefix.length));
    });
  }

  /** The token with a key. Never rejects: if the stored value is not a valid token or can't be read, there is no token. */
  async get(key: string): Promise<string | undefined> {
    const override = this.#memory.get(key);
    return override ? override.token : await this.#stored(key);
  }

  /** Whether there is a token with a key. */
  async check(key: string): Promise<boolean> {
    const token = await this.get(key);
    if (token !== undefined) this.#checked.set(key, token);
    return token !== undefined;
  }

  /**
   * The token for a request. The first request after a check gets the token immediately: it is sent while the window is busy
   * opening the panel, and reading the storage would take long then.
   */
  async take(key: string): Promise<string | undefined> {
    const checked = this.#checked.get(key);
    this.#checked.delete(key);
    return checked ?? (await this.get(key));
  }

  /** Stores a token. Returns false if the storage fails; the token then works in this window only. */
  async set(key: string, token: string): Promise<boolean> {
    this.#checked.delete(key);
    const stored = await this.#store(key, token);
    if (stored === token) {
      this.#memory.delete(key);
      return true;
    }
    this.#memory.set(key, { token, stored });
    // The storage doesn't fire an event for a token that it didn't store.
    this.#changed.fire(key);
    if (!this.#failureAnnounced) this.#failed.fire(undefined);
    this.#failureAnnounced = true;
    return false;
  }

  /** Forgets a token. Returns false if the storage did not delete it; this window doesn't use it anyway. */
  async forget(key: string): Promise<boolean> {
    this.#checked.delete(key);
    this.#memory.delete(key);
    try {
      await this.secrets.delete(prefix + key);
    } catch {
      this.#memory.set(key, { token: undefined, stored: await this.#stored(key) });
    }
    const deleted = !this.#memory.has(key);
    this.#changed.fire(key);
    return deleted;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#failed.dispose();
  }

  /** Stores a token and returns the token in the storage afterwards: a storage can accept a token and still not keep it. */
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

  /** Follows a change of the storage. If the storage works again, perhaps for another window, its token is used. */
  async #follow(key: string): Promise<void> {
    this.#checked.delete(key);
    const override = this.#memory.get(key);
    const stored = override && (await this.#stored(key));
    if (stored !== undefined && stored !== override?.stored) this.#memory.delete(key);
    this.#changed.fire(key);
  }
}
