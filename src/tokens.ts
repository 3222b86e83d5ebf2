import type * as vscode from 'vscode';
import { tokenProblem } from './core/accesstoken';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';

const prefix = 'pairWhatsApp.token:';

/** What counts instead of what the storage holds for an origin. */
interface Override {
  /** Undefined for one that the storage would not give up. */
  readonly token: string | undefined;
  /** What the storage held at that time. */
  readonly stored: string | undefined;
}

/**
 * The access tokens, one for each endpoint origin: a changed endpoint can never get another one's token. The only door
 * to SecretStorage. Where that fails, this window keeps the token in memory and pairs all the same.
 */
export class Tokens implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #failed = new Emitter<undefined>();
  /** Fires with the origin whose token was set or forgotten, in this window or another. */
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

  /** The token for an origin. Never rejects: what is stored but can't be a token counts as none, and so does what can't be read. */
  async get(origin: string): Promise<string | undefined> {
    const override = this.#memory.get(origin);
    return override ? override.token : await this.#stored(origin);
  }

  /** Whether there is a token for an origin. */
  async check(origin: string): Promise<boolean> {
    const token = await this.get(origin);
    if (token !== undefined) this.#checked.set(origin, token);
    return token !== undefined;
  }

  /**
   * The token for a call. The first call after a check has it at once: it is made while the window is busy opening the
   * panel, and would wait long for the storage.
   */
  async take(origin: string): Promise<string | undefined> {
    const checked = this.#checked.get(origin);
    this.#checked.delete(origin);
    return checked ?? (await this.get(origin));
  }

  /** Keeps a token; what follows from it happens even where the storage fails. */
  async set(origin: string, token: string): Promise<void> {
    this.#checked.delete(origin);
    const stored = await this.#store(origin, token);
    if (stored === token) {
      this.#memory.delete(origin);
      return;
    }
    this.#memory.set(origin, { token, stored });
    // The storage says nothing of what it didn't keep.
    this.#changed.fire(origin);
    if (!this.#told) this.#failed.fire(undefined);
    this.#told = true;
  }

  /** Forgets a token; false if the storage would not give it up, and then this window won't use it all the same. */
  async forget(origin: string): Promise<boolean> {
    this.#checked.delete(origin);
    this.#memory.delete(origin);
    try {
      await this.secrets.delete(prefix + origin);
    } catch {
      this.#memory.set(origin, { token: undefined, stored: await this.#stored(origin) });
    }
    const gone = !this.#memory.has(origin);
    this.#changed.fire(origin);
    return gone;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#failed.dispose();
  }

  /** Stores a token and tells what the storage holds afterwards: one that accepts without keeping is as good as broken. */
  async #store(origin: string, token: string): Promise<string | undefined> {
    try {
      await this.secrets.store(prefix + origin, token);
    } catch {
      return undefined;
    }
    return await this.#stored(origin);
  }

  async #stored(origin: string): Promise<string | undefined> {
    try {
      const token: unknown = await this.secrets.get(prefix + origin);
      return typeof token === 'string' && tokenProblem(token) === undefined ? token : undefined;
    } catch {
      return undefined;
    }
  }

  /** A storage that works again, perhaps for another window, is believed. */
  async #follow(origin: string): Promise<void> {
    this.#checked.delete(origin);
    const override = this.#memory.get(origin);
    const stored = override && (await this.#stored(origin));
    if (stored !== undefined && stored !== override?.stored) this.#memory.delete(origin);
    this.#changed.fire(origin);
  }
}
