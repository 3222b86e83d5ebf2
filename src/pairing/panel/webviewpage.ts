import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Listen } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';
import type { Cancel, Clock } from '../../core/time/clock';
import type { CodeLook } from '../../core/views/panel/codelook';
import { panelType } from '../../ids';
import type { DocumentParts } from './document';
import { PageClock } from './pageclock';

/** A page may run its script. It loads nothing from disk, because its document contains everything. */
const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

/** How long a page may take to load, in ms, before it counts as blank. */
const loadTime = 10_000;

/** The script and style of a page, and the script that only styled codes need. */
export type PageSource = Pick<DocumentParts, 'script' | 'style'> & { readonly styleScript: () => string };

/** Reads a page's script and style from the extension's folder. The default is a panel's page. */
export function readPageSource(
  extensionUri: vscode.Uri,
  script = 'panel.js',
  styles: readonly string[] = ['panel.css'],
): PageSource {
  const read = (name: string): string =>
    readFileSync(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath, 'utf8');
  return {
    script: read(script),
    style: styles.map(read).join('\n'),
    styleScript: () => read('style.js'),
  };
}

/** Where a panel opens: in a column, by default beside the active editor. It takes the focus unless `keepFocus` is true. */
export interface PanelPosition {
  readonly column?: vscode.ViewColumn | undefined;
  readonly keepFocus?: boolean;
}

/** Opens an empty webview panel. */
export function openPanel(
  title: string,
  { column, keepFocus = false }: PanelPosition,
  type = panelType,
): vscode.WebviewPanel {
  const position = { viewColumn: column ?? vscode.ViewColumn.Beside, preserveFocus: keepFocus };
  return vscode.window.createWebviewPanel(type, title, position, webviewOptions);
}

/** What a {@link WebviewPage} needs. */
export interface PageParts {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  readonly source: PageSource;
  readonly clock: Clock;
  /** Calls its listener with the look of codes: immediately if it is known, and after each change. */
  readonly followLook: Listen<CodeLook | undefined>;
  /** Called when the page stays blank. */
  readonly stayedBlank: () => void;
}

/** A webview panel and its page: shows the document, passes messages and knows whether the user can see it. */
export class WebviewPage {
  readonly #messaged = new Emitter<unknown>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  /** Fires with each message from the page. It is not checked yet. */
  readonly onMessage = this.#messaged.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  /** Fires when the user activates the panel. */
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly #panel: vscode.WebviewPanel;
  readonly #pageClock: PageClock;
  #visible: boolean;
  /** Whether the page didn't load in time: the editor shows an empty panel then. */
  #blank = false;
  /** Ends the wait for the page. It is there while the page of a visible panel loads, within its time. */
  #cancelWait: Cancel | undefined;
  /** Whether a message already waits for the page that loads. */
  #sentEarly = false;

  constructor(
    private readonly parts: PageParts,
    /** Returns the page's document. */
    document: (parts: DocumentParts) => string,
  ) {
    const { panel, extensionUri, source, clock, followLook } = parts;
    this.#panel = panel;
    this.#pageClock = new PageClock(clock);
    this.#visible = panel.visible;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#messaged.fire(message);
    });
    panel.onDidChangeViewState(() => {
      this.#setVisible(panel.visible);
      if (panel.active) this.#activated.fire(undefined);
    });
    panel.onDidDispose(() => {
      this.#forgetPage();
      this.#visible = false;
      following.dispose();
      this.#closed.fire(undefined);
    });
    // A panel that the editor restores may lack them.
    if (!panel.webview.options.enableScripts) panel.webview.options = webviewOptions;
    const following = followLook((look) => {
      this.#forgetPage();
      panel.webview.html = document(documentParts(source, panel.title, look));
      this.#awaitPage();
    });
    // The document goes first: everything waits for it.
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
  }

  /** Whether the user can see it. A blank panel shows nothing to see. */
  get visible(): boolean {
    return this.#visible && !this.#blank;
  }

  /** Its editor column; undefined while it isn't visible. */
  get column(): vscode.ViewColumn | undefined {
    return this.#visible ? this.#panel.viewColumn : undefined;
  }

  /** Sets the time that the page sent, in ms on its clock. From now on, the page listens. */
  setPageTime(pageTime: number): void {
    this.#pageClock.set(pageTime);
    this.#endWait();
    if (!this.#blank) return;
    this.#blank = false;
    this.#visibilityChanged.fire(this.visible);
  }

  /** Sends the message that the function returns for the time on the page's clock. Sends nothing while the page doesn't listen. */
  send(make: (madeAt: number) => object): void {
    const madeAt = this.#pageClock.now;
    if (madeAt !== undefined) void this.#panel.webview.postMessage(make(madeAt));
  }

  /**
   * If the page still loads, sends the message that the function returns for the time on this machine's clock (ms since the
   * epoch): the editor delivers it to the loaded page. If it isn't urgent, that is done only to replace an earlier one.
   */
  sendEarly(make: (sentAt: number) => { readonly message: object; readonly urgent: boolean }): void {
    if (!this.#cancelWait) return;
    const { message, urgent } = make(Date.now());
    if (!urgent && !this.#sentEarly) return;
    this.#sentEarly = true;
    void this.#panel.webview.postMessage(message);
  }

  rename(title: string): void {
    if (this.#panel.title !== title) this.#panel.title = title;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  #setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    // A hidden panel has no page. A message would arrive when the page is back, and an expired code could look live.
    this.#forgetPage();
    this.#awaitPage();
    this.#visibilityChanged.fire(this.visible);
  }

  /** From now on, the page doesn't listen until it sends its time again. */
  #forgetPage(): void {
    this.#pageClock.forget();
    this.#sentEarly = false;
    this.#endWait();
  }

  #endWait(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }

  /** Waits for the page of a visible panel. A panel that was blank before stays blank until its page has loaded. */
  #awaitPage(): void {
    const { clock, stayedBlank } = this.parts;
    if (!this.#visible || this.#blank) return;
    this.#cancelWait = clock.at(clock.now() + loadTime, () => {
      this.#cancelWait = undefined;
      this.#blank = true;
      this.#visibilityChanged.fire(false);
      stayedBlank();
    });
  }
}

function documentParts(
  { styleScript, ...source }: PageSource,
  title: string,
  look: CodeLook | undefined,
): DocumentParts {
  return {
    ...source,
    ...(look && { look, ...(look.style && { styleScript: styleScript() }) }),
    nonce: randomBytes(16).toString('base64url'),
    // Without a translation, the texts are English in any editor language.
    language: vscode.l10n.bundle === undefined ? 'en' : vscode.env.language,
    title,
  };
}
