import type { HideCodeMode } from '../core/views/panel/paneldata';
import type { Credentials } from '../core/gateways/gateway';
import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import { rawEntries, readGateways } from '../core/gateways/gatewaylist';
import { parseEndpoint } from '../core/gateways/endpoint';
import type { InstanceList } from '../core/instances/instancelist';
import { readInstanceList, withInstances } from '../core/instances/instancelist';
import type { InstanceRef } from '../core/references/instanceref';
import { withoutLabel } from '../core/references/instanceref';
import { section, settings } from '../ids';
import { UnwrittenSettings } from './unwrittensettings';

/** Bounds of the poll interval in seconds. The gateway asks clients for at least five. */
const pollBounds = { min: 5, max: 60, fallback: 6 };

/** Bounds of the requests per minute of the instances view. */
const budgetBounds = { min: 6, max: 600, fallback: 60 };

/** The user's settings. They are checked when they are read, because a settings file can contain anything. */
export class Settings implements Disposable {
  readonly #gatewaysChanged = new Emitter<undefined>();
  readonly #instancesChanged = new Emitter<undefined>();
  readonly #watchChanged = new Emitter<undefined>();
  readonly #hideCodeChanged = new Emitter<undefined>();
  readonly #statusBarChanged = new Emitter<undefined>();
  /** Fires when the endpoint, the credentials or the list of gateways has changed. */
  readonly onDidChangeGateways = this.#gatewaysChanged.event;
  readonly onDidChangeInstances = this.#instancesChanged.event;
  readonly onDidChangeWatch = this.#watchChanged.event;
  readonly onDidChangeHideCode = this.#hideCodeChanged.event;
  readonly onDidChangeStatusBar = this.#statusBarChanged.event;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration(section)) return;
    this.#values.clear();
    this.#endpoint = undefined;
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
  /** What the editor returned for each setting: asking it takes longer than many things that need a setting. */
  readonly #values = new Map<string, unknown>();
  #endpoint: ReturnType<typeof parseEndpoint> | undefined;
  #gateways: ReturnType<typeof readGateways> | undefined;
  #instances: InstanceList | undefined;
  #watch: readonly InstanceRef[] | undefined;
  #watchChange: Promise<unknown> = Promise.resolve();

  /** The base URL of the default gateway, or what is wrong with it. */
  get endpoint(): ReturnType<typeof parseEndpoint> {
    return (this.#endpoint ??= parseEndpoint(this.#read(settings.endpoint)));
  }

  get credentials(): Credentials {
    return this.#read(settings.credentials) === 'query' ? 'query' : 'body';
  }

  /** The gateways with a name, and the problems of invalid entries. Cached, because the list can be long. */
  get gateways(): ReturnType<typeof readGateways> {
    return (this.#gateways ??= readGateways(this.#read(settings.gateways), this.credentials));
  }

  /** The entries of the gateway list as they are in the user's settings. */
  get gatewayEntries(): readonly unknown[] {
    return this.#entries(settings.gateways);
  }

  /** The instances in the setting “Instances” of the user or the workspace. */
  get instances(): InstanceList {
    return (this.#instances ??= readInstanceList(this.#read(settings.instances)));
  }

  /** Limit of requests per minute for the instances view. A gateway can have a lower limit of its own. */
  get requestsPerMinute(): number {
    const configured = this.#read(settings.requestsPerMinute);
    const { min, max, fallback } = budgetBounds;
    const usable = typeof configured === 'number' && Number.isFinite(configured) ? configured : fallback;
    return Math.min(Math.max(Math.round(usable), min), max);
  }

  /** The instances that are checked even while the view is hidden. */
  get watch(): readonly InstanceRef[] {
    return (this.#watch ??= readInstanceList(this.#read(settings.watch)).instances.map(withoutLabel));
  }

  /** Changes which instances are watched. Changes run one after the other, so each starts from the result of the one before. */
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

  /** Saves the list of watched instances in the user's settings. Rejects with {@link UnwrittenSettings}. */
  async saveWatch(refs: readonly InstanceRef[]): Promise<void> {
    await this.#write(settings.watch, withInstances(this.#entries(settings.watch), refs));
  }

  /** Saves the list of gateways in the user's settings. Rejects with {@link UnwrittenSettings}. */
  async saveGateways(entries: readonly unknown[]): Promise<void> {
    await this.#write(settings.gateways, entries);
  }

  /** Minimum time between two checks for a new code, in ms. */
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

  dispose(): void {
    this.#subscription.dispose();
    this.#gatewaysChanged.dispose();
    this.#instancesChanged.dispose();
    this.#watchChanged.dispose();
    this.#hideCodeChanged.dispose();
    this.#statusBarChanged.dispose();
  }

  #read(name: string): unknown {
    if (!this.#values.has(name))
      this.#values.set(name, vscode.workspace.getConfiguration(section).get<unknown>(name));
    return this.#values.get(name);
  }

  /** The unchecked entries of a list in the user's settings. */
  #entries(name: string): readonly unknown[] {
    const written = vscode.workspace.getConfiguration(section).inspect<unknown>(name);
    return rawEntries(written?.globalValue);
  }

  async #write(name: string, entries: readonly unknown[]): Promise<void> {
    try {
      await vscode.workspace
        .getConfiguration(section)
        .update(name, entries, vscode.ConfigurationTarget.Global);
      this.#values.delete(name);
    } catch (cause) {
      throw new UnwrittenSettings(name, { cause });
    }
  }
}
