import * as vscode from 'vscode';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';
import { parseEndpoint } from './core/endpoint';
import type { ShieldMode } from './core/shield';
import type { Credentials } from './core/wawp';
import { section, settings } from './ids';

/** Bounds of the poll interval in seconds; the gateway asks for at least five. */
const pollBounds = { least: 5, most: 60, usual: 6 };

/** The user's settings, read when asked and checked: a settings file can hold anything. */
export class Settings implements Disposable {
  readonly #endpointChanged = new Emitter<undefined>();
  readonly #shieldChanged = new Emitter<undefined>();
  readonly #statusBarChanged = new Emitter<undefined>();
  readonly onDidChangeEndpoint = this.#endpointChanged.event;
  readonly onDidChangeShield = this.#shieldChanged.event;
  readonly onDidChangeStatusBar = this.#statusBarChanged.event;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${section}.${settings.endpoint}`)) this.#endpointChanged.fire(undefined);
    if (change.affectsConfiguration(`${section}.${settings.shield}`)) this.#shieldChanged.fire(undefined);
    if (change.affectsConfiguration(`${section}.${settings.statusBar}`))
      this.#statusBarChanged.fire(undefined);
  });

  /** The gateway's base URL, or what is wrong with it. */
  get endpoint(): ReturnType<typeof parseEndpoint> {
    return parseEndpoint(this.#read(settings.endpoint));
  }

  get credentials(): Credentials {
    return this.#read(settings.credentials) === 'query' ? 'query' : 'body';
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
    this.#endpointChanged.dispose();
    this.#shieldChanged.dispose();
    this.#statusBarChanged.dispose();
  }

  #read(name: string): unknown {
    return vscode.workspace.getConfiguration(section).get(name);
  }
}
