import * as vscode from 'vscode';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';
import { rawEntries, readConnections } from './core/connectionsetting';
import { parseEndpoint } from './core/endpoint';
import type { InstanceList } from './core/instancelist';
import { readInstanceList, withInstances } from './core/instancelist';
import type { InstanceRef } from './core/instanceref';
import type { ShieldMode } from './core/shield';
import type { Credentials } from './core/wawp';
import { section, settings } from './ids';

/** Bounds of the poll interval in seconds; the gateway asks for at least five. */
const pollBounds = { least: 5, most: 60, usual: 6 };

/** Bounds of the instances view's requests per minute. */
const budgetBounds = { least: 6, most: 600, usual: 60 };

/** Thrown where the editor won't write the user's settings: there is a mistake in their file, or it can't be written. */
export class UnwrittenSettings extends Error {
  override readonly name = 'UnwrittenSettings';
}

/** The user's settings, read when asked and checked: a settings file can hold anything. */
export class Settings implements Disposable {
  readonly #connectionsChanged = new Emitter<undefined>();
  readonly #instancesChanged = new Emitter<undefined>();
  readonly #watchChanged = new Emitter<undefined>();
  readonly #shieldChanged = new Emitter<undefined>();
  readonly #statusBarChanged = new Emitter<undefined>();
  /** Fires when the endpoint or the list of connections has changed. */
  readonly onDidChangeConnections = this.#connectionsChanged.event;
  readonly onDidChangeInstances = this.#instancesChanged.event;
  readonly onDidChangeWatch = this.#watchChanged.event;
  readonly onDidChangeShield = this.#shieldChanged.event;
  readonly onDidChangeStatusBar = this.#statusBarChanged.event;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    const affects = (...names: readonly string[]): boolean =>
      names.some((name) => change.affectsConfiguration(`${section}.${name}`));
    if (affects(settings.endpoint, settings.connections, settings.credentials)) {
      this.#connections = undefined;
      this.#connectionsChanged.fire(undefined);
    }
    if (affects(settings.instances)) {
      this.#instances = undefined;
      this.#instancesChanged.fire(undefined);
    }
    if (affects(settings.watch)) {
      this.#watch = undefined;
      this.#watchChanged.fire(undefined);
    }
    if (affects(settings.shield)) this.#shieldChanged.fire(undefined);
    if (affects(settings.statusBar)) this.#statusBarChanged.fire(undefined);
  });
  #connections: ReturnType<typeof readConnections> | undefined;
  #instances: InstanceList | undefined;
  #watch: readonly InstanceRef[] | undefined;
  #watchChange: Promise<unknown> = Promise.resolve();

  /** The gateway's base URL, or what is wrong with it. */
  get endpoint(): ReturnType<typeof parseEndpoint> {
    return parseEndpoint(this.#read(settings.endpoint));
  }

  get credentials(): Credentials {
    return this.#read(settings.credentials) === 'query' ? 'query' : 'body';
  }

  /** The connections that have a name, and what is wrong with the entries that are none. Read once: lists can be long. */
  get connections(): ReturnType<typeof readConnections> {
    return (this.#connections ??= readConnections(this.#read(settings.connections), this.credentials));
  }

  /** The entries of the list of connections as the user has written them. */
  get connectionEntries(): readonly unknown[] {
    return this.#entries(settings.connections);
  }

  /** The instances that the user, or the team in the workspace, has written down. */
  get instances(): InstanceList {
    return (this.#instances ??= readInstanceList(this.#read(settings.instances)));
  }

  /** Most requests a minute that the instances view may make; a gateway has its limits too. */
  get requestsPerMinute(): number {
    const wished = this.#read(settings.requestsPerMinute);
    const { least, most, usual } = budgetBounds;
    const usable = typeof wished === 'number' && Number.isFinite(wished) ? wished : usual;
    return Math.min(Math.max(Math.round(usable), least), most);
  }

  /** The instances whose state is asked for while the view is hidden too. */
  get watch(): readonly InstanceRef[] {
    return (this.#watch ??= readInstanceList(this.#read(settings.watch)).instances.map(plain));
  }

  /** Changes which instances are watched, one change after the other: each begins with what the one before has left. */
  async changeWatch(change: (refs: readonly InstanceRef[]) => readonly InstanceRef[]): Promise<void> {
    const turn = this.#watchChange.then(async () => {
      const before = this.watch;
      const refs = change(before);
      if (refs.length === before.length && refs.every((ref, index) => ref === before[index])) return;
      await this.saveWatch(refs);
      this.#watch = undefined;
    });
    this.#watchChange = turn.catch(() => undefined);
    await turn;
  }

  /** Writes the list of watched instances into the user's settings. Rejects with {@link UnwrittenSettings}. */
  async saveWatch(refs: readonly InstanceRef[]): Promise<void> {
    await this.#write(settings.watch, withInstances(this.#entries(settings.watch), refs));
  }

  /** Writes the list of connections into the user's settings. Rejects with {@link UnwrittenSettings}. */
  async saveConnections(entries: readonly unknown[]): Promise<void> {
    await this.#write(settings.connections, entries);
  }

  /** In milliseconds. */
  get pollInterval(): number {
    const seconds = this.#read(settings.pollInterval);
    const { least, most, usual } = pollBounds;
    const usable = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : usual;
    return Math.min(Math.max(usable, least), most) * 1_000;
  }

  get shield(): ShieldMode {
    const mode = this.#read(settings.shield);
    return mode === 'hold' || mode === 'toggle' ? mode : 'off';
  }

  get statusBarAtRest(): boolean {
    return this.#read(settings.statusBar) !== 'whilePairing';
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#connectionsChanged.dispose();
    this.#instancesChanged.dispose();
    this.#watchChanged.dispose();
    this.#shieldChanged.dispose();
    this.#statusBarChanged.dispose();
  }

  #read(name: string): unknown {
    return vscode.workspace.getConfiguration(section).get(name);
  }

  /** What the user has written into a list, whatever it is. */
  #entries(name: string): readonly unknown[] {
    const written = vscode.workspace.getConfiguration(section).inspect<unknown>(name);
    return rawEntries(written?.globalValue);
  }

  async #write(name: string, entries: readonly unknown[]): Promise<void> {
    try {
      await vscode.workspace
        .getConfiguration(section)
        .update(name, entries, vscode.ConfigurationTarget.Global);
    } catch (cause) {
      throw new UnwrittenSettings(name, { cause });
    }
  }
}

/** What is watched has no name of its own. */
function plain({ connection, instanceId }: InstanceRef): InstanceRef {
  return { connection, instanceId };
}
