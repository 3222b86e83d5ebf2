import type * as vscode from 'vscode';
import { tokenProblem } from '../core/gateways/accesstoken';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import { storedTokensKey } from '../ids';

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
  readonly #lost = new Emitter<string>();
  /** Fires with the key of a token that was set or forgotten, in this window or another. */
  readonly onDidChange = this.#changed.event;
  /** Fires once, the first time that a token can't be stored. */
  readonly onDidFail = this.#failed.event;
  /** Fires once with the key of a token that is needed and that the storage took but no longer has. */
  readonly onDidLose = this.#lost.event;
  readonly #memory = new Map<string, Override>();
  /** Tokens that the last reading found, until they may have changed. */
  readonly #known = new Map<string, string>();
  /** Counts the changes that this window made or heard of, so that a reading that began before one isn't believed after it. */
  #changes = 0;
  readonly #subscription: vscode.Disposable;
  /** Tokens whose absence needs no explanation, or no second one: they were forgotten, or their loss was announced. */
  readonly #explained = new Set<string>();
  #failureAnnounced = false;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#follow(key.slice(prefix.length));
    });
  }

  /** The token with a key. Never rejects: if the stored value is not a valid token or can't be read, there is no token. */
  async get(key: string): Promise<string | undefined> {
    const token = await this.#find(key);
    if (token === undefined && this.wasLost(key)) {
      this.#explained.add(key);
      this.#lost.fire(key);
    }
    return token;
  }

  /** Whether there is a token with a key. If not, the caller asks for it and explains a loss itself. */
  async check(key: string): Promise<boolean> {
    return (await this.#find(key)) !== undefined;
  }

  /** Whether a request can have its token immediately. */
  isKnown(key: string): boolean {
    return this.#known.has(key);
  }

  /** Reads the stored tokens, so that they are known when the first is needed. */
  async readAll(): Promise<void> {
    await Promise.all(this.#storedKeys.map((key) => this.check(String(key))));
  }

  /** Whether the storage lost a token, given that there is none with that key. */
  wasLost(key: string): boolean {
    return this.#storedKeys.includes(key) && !this.#explained.has(key);
  }

  /**
   * The token for a request. A known one comes immediately, since the storage takes long while the window is busy opening a
   * panel. It is read again meanwhile: some editors don't tell a window what another one has changed.
   */
  async take(key: string): Promise<string | undefined> {
    const known = this.#known.get(key);
    const read = this.get(key);
    return known ?? (await read);
  }

  /** Stores a token. Returns false if the storage fails; the token then works in this window only. */
  async set(key: string, token: string): Promise<boolean> {
    this.#forgetKnown(key);
    const stored = await this.#store(key, token);
    if (stored === token) {
      this.#memory.delete(key);
      await this.#remember(key, true);
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
    this.#forgetKnown(key);
    this.#memory.delete(key);
    await this.#remember(key, false);
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
    this.#lost.dispose();
  }

  get #storedKeys(): readonly unknown[] {
    const kept = this.state.get<unknown>(storedTokensKey);
    return Array.isArray(kept) ? (kept as readonly unknown[]) : [];
  }

  /** Remembers whether the storage has a token, so that a loss can be told from a token that never was. */
  async #remember(key: string, isStored: boolean): Promise<void> {
    if (isStored) this.#explained.delete(key);
    const others = this.#storedKeys.filter((each) => each !== key);
    if (isStored === others.length < this.#storedKeys.length) return;
    await this.state.update(storedTokensKey, isStored ? [...others, key] : others);
  }

  #forgetKnown(key: string): void {
    this.#changes++;
    this.#known.delete(key);
  }

  async #find(key: string): Promise<string | undefined> {
    const before = this.#changes;
    const override = this.#memory.get(key);
    const token = override ? override.token : await this.#stored(key);
    if (token === undefined) this.#known.delete(key);
    else if (before === this.#changes) this.#known.set(key, token);
    return token;
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
    this.#forgetKnown(key);
    const override = this.#memory.get(key);
    const stored = await this.#stored(key);
    // Another window has forgotten it.
    if (stored === undefined) this.#explained.add(key);
    if (stored !== undefined && stored !== override?.stored) this.#memory.delete(key);
    this.#changed.fire(key);
  }
}
