import * as vscode from 'vscode';
import type { Clock } from '../core/time/clock';
import type { Listen } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Look } from '../core/views/codelook';
import { gridHtml } from '../pairing/panel/document';
import { PageClock } from '../pairing/panel/pageclock';
import type { PageSource } from '../pairing/panel/panel';
import { documentParts, webviewOptions } from '../pairing/panel/panel';
import type { FromGrid, ToGrid } from '../core/views/gridprotocol';
import { isFromGrid } from '../core/views/gridprotocol';

/** What the page tells besides its clock: the user's wishes. */
export type GridAction = Exclude<FromGrid, { readonly clock: number }>;

/** The webview of the grid: brings messages to its page and the user's wishes back. It knows nothing of pairing. */
export class GridPanel {
  readonly #wished = new Emitter<GridAction>();
  readonly #listening = new Emitter<undefined>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #closed = new Emitter<undefined>();
  readonly onWish = this.#wished.event;
  /** Fires when the page knows nothing and wants to be told everything. */
  readonly onDidListen = this.#listening.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  readonly onDidClose = this.#closed.event;
  readonly #pageClock: PageClock;
  #visible: boolean;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    source: PageSource,
    clock: Pick<Clock, 'elapsed'>,
    /** Tells how codes are to look, at once if that is known, and after each change. */
    follow: Listen<Look | undefined>,
  ) {
    this.#pageClock = new PageClock(clock);
    this.#visible = panel.visible;
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#receive(message);
    });
    panel.onDidChangeViewState(() => {
      this.#seen(panel.visible);
    });
    panel.onDidDispose(() => {
      this.#pageClock.forget();
      this.#visible = false;
      following.dispose();
      this.#closed.fire(undefined);
    });
    panel.webview.options = webviewOptions;
    const following = follow((look) => {
      // The page begins anew, and doesn't listen before it says so.
      this.#pageClock.forget();
      panel.webview.html = gridHtml(documentParts(source, panel.title, look));
    });
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** Where it is on screen; undefined while it isn't. */
  get column(): vscode.ViewColumn | undefined {
    return this.#visible ? this.panel.viewColumn : undefined;
  }

  /** Sends what the function makes, given the time on the page's clock; nothing while the page doesn't listen. */
  send(make: (madeAt: number) => ToGrid): void {
    const madeAt = this.#pageClock.now;
    if (madeAt !== undefined) void this.panel.webview.postMessage(make(madeAt));
  }

  reveal(): void {
    this.panel.reveal();
  }

  close(): void {
    this.panel.dispose();
  }

  #receive(message: unknown): void {
    if (!isFromGrid(message)) return;
    if (message.type !== 'ready' && message.type !== 'shown') {
      this.#wished.fire(message);
      return;
    }
    this.#pageClock.hear(message.clock);
    if (message.type === 'ready') this.#listening.fire(undefined);
  }

  #seen(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    // The page of a hidden panel is gone, and a message to it would be delivered late: a dead code could look alive.
    if (!visible) this.#pageClock.forget();
    this.#visibilityChanged.fire(visible);
  }
}
