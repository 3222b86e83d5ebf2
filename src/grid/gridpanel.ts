import type * as vscode from 'vscode';
import { followCodeLook } from '../code/followcodelook';
import type { Listen } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { FromGrid, ToGrid } from '../core/views/grid/gridprotocol';
import { isFromGrid } from '../core/views/grid/gridprotocol';
import type { PageParts } from '../pairing/panel/webviewpage';
import { readPageSource, WebviewPage } from '../pairing/panel/webviewpage';
import { gridDocument } from './griddocument';

/** An action of the user in the grid. */
export type GridAction = Exclude<FromGrid, { readonly clock: number }>;

/**
 * The webview panel of the QR grid: sends messages to its page and reports what the user does there. It knows nothing about how
 * pairing works.
 */
export class GridPanel {
  readonly #acted = new Emitter<GridAction>();
  readonly #ready = new Emitter<undefined>();
  readonly onAction = this.#acted.event;
  /** Fires when the page has loaded and needs everything. */
  readonly onDidGetReady = this.#ready.event;
  readonly #page: WebviewPage;

  constructor(parts: Pick<PageParts, 'panel' | 'extensionUri' | 'clock' | 'stayedBlank'>) {
    const source = readPageSource(parts.extensionUri, 'grid.js', ['panel.css', 'grid.css']);
    this.#page = new WebviewPage({ ...parts, source, followLook: followCodeLook }, gridDocument);
    this.#page.onMessage((message) => {
      this.#receive(message);
    });
  }

  readonly onDidChangeVisibility: Listen<boolean> = (listener) => this.#page.onDidChangeVisibility(listener);
  readonly onDidClose: Listen<undefined> = (listener) => this.#page.onDidClose(listener);

  get visible(): boolean {
    return this.#page.visible;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#page.column;
  }

  /** Sends the message that the function returns for the time on the page's clock. Sends nothing while the page doesn't listen. */
  send(make: (madeAt: number) => ToGrid): void {
    this.#page.send(make);
  }

  reveal(): void {
    this.#page.reveal();
  }

  close(): void {
    this.#page.close();
  }

  #receive(message: unknown): void {
    if (!isFromGrid(message)) return;
    if (message.type !== 'ready' && message.type !== 'shown') {
      this.#acted.fire(message);
      return;
    }
    this.#page.setPageTime(message.clock);
    if (message.type === 'ready') this.#ready.fire(undefined);
  }
}
