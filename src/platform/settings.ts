import type { HideCodeMode } from '../core/views/paneldata';
import type { Credentials } from '../core/gateways/gateway';
import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import { rawEntries, readGateways } from '../core/gateways/gatewaylist';
import { parseEndpoint } from '../core/gateways/endpoint';
import type { InstanceList } from '../core/instances/instancelist';
import { readInstanceList, withInstances } from '../core/instances/instancelist';
import type { InstanceRef } from '../core/references/instanceref';
import { section, settings } from '../ids';

/** Bounds of the poll interval in seconds; the gateway asks for at least five. */
const pollBounds = { min: 5, max: 60, fallback: 6 };

/** Bounds of the instances view's requests per minute. */
const budgetBounds = { min: 6, max: 600, fallback: 60 };

/** Thrown where the editor won't write the user's settings: there is a mistake in their file, or it can't be written. */
export class UnwrittenSettings extends Error {
  override readonly name = 'UnwrittenSettings';
}

/** The user's settings, read when asked and checked: a settings file can hold anything. */
export class Settings implements Disposable {
  readonly #gatewaysChanged = new Emitter<undefined>();
  readonly #instancesChanged = new Emitter<undefined>();
  readonly #watchChanged = new Emitter<undefined>();
  readonly #hideCodeChanged = new Emitter<undefined>();
  readonly #statusBarChanged = new Emitter<undefined>();
  /** Fires when the endpoint or the list of gateways has changed. */
  readonly onDidChangeGateways = this.#gatewaysChanged.event;
  readonly onDidChangeInstances = this.#instancesChanged.event;
  readonly onDidChangeWatch = this.#watchChanged.event;
  readonly onDidChangeHideCode = this.#hideCodeChanged.event;
  readonly onDidChangeStatusBar = this.#statusBarChanged.event;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    const affects = (...names: readonly string[]): boolean =>
      names.some((name) => change.affectsConfiguration(`${section}.${name}`));
    if (affects(settings.endpoint, settings.gateways, settings.credentials)) {
      this.#gateways = undefined;
      this.#gatewaysChanged.fire(undefined);
    }
    if (affects(settings.instances)) {
      this.#instances = undefined;
      this.#instancesChanged.fire(undefined);
    }
    if (affects(settings.watch)) {
      this.#watch = undefined;
      this.#watchChanged.fire(undefined);
    }
    if (affects(settings.hideCode)) this.#hideCodeChanged.fire(undefined);
    if (affects(settings.statusBar)) this.#statusBarChanged.fire(undefined);
  });
  #gateways: ReturnType<typeof readGateways> | undefined;
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

  /** The gateways that have a name, and what is wrong with the entries that are none. Read once: lists can be long. */
  get gateways(): ReturnType<typeof readGateways> {
    return (this.#gateways ??= readGateways(this.#read(settings.gateways), this.credentials));
  }

  /** The entries of the list of gateways as the user has written them. */
  get gatewayEntries(): readonly unknown[] {
    return this.#entries(settings.gateways);
  }

  /** The instances that the user, or the team in the workspace, has written down. */
  get instances(): InstanceList {
    return (this.#instances ??= readInstanceList(this.#read(settings.instances)));
  }

  /** Most requests a minute that the instances view may make; a gateway has its limits too. */
  get requestsPerMinute(): number {
    const configured = this.#read(settings.requestsPerMinute);
    const { min, max, fallback } = budgetBounds;
    const usable = typeof configured === 'number' && Number.isFinite(configured) ? configured : fallback;
    return Math.min(Math.max(Math.round(usable), min), max);
  }

  /** The instances whose state is asked for while the view is hidden too. */
  get watch(): readonly InstanceRef[] {
    return (this.#watch ??= readInstanceList(this.#read(settings.watch)).instances.map(withoutLabel));
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

  /** Writes the list of gateways into the user's settings. Rejects with {@link UnwrittenSettings}. */
  async saveGateways(entries: readonly unknown[]): Promise<void> {
    await this.#write(settings.gateways, entries);
  }

  /** In milliseconds. */
  get pollInterval(): number {
    const seconds = this.#read(settings.pollInterval);
    const { min, max, fallback } = pollBounds;
    const usable = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : fallback;
    return Math.min(Math.max(usable, min), max) * 1_000;
  }

  get hideCode(): HideCodeMode {
    const mode = this.#read(settings.hideCode);
    return mode === 'hold' || mode === 'toggle' ? mode : 'off';
  }

  get statusBarAlwaysShown(): boolean {
    return this.#read(settings.statusBar) !== 'whilePairing';
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#gatewaysChanged.dispose();
    this.#instancesChanged.dispose();
    this.#watchChanged.dispose();
    this.#hideCodeChanged.dispose();
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
function withoutLabel({ gateway, instanceId }: InstanceRef): InstanceRef {
  return { gateway, instanceId };
}
