import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Listen } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';
import type { Clock } from '../../core/time/clock';
import type { CodeLook } from '../../core/views/codelook';
import { panelType } from '../../ids';
import type { DocumentParts } from './document';
import { PageClock } from './pageclock';

/** What a page may do: run its script. It brings all it needs and loads nothing from the disk. */
const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

/** The script and the style of a page, and the script that only styled codes need. */
export type PageSource = Pick<DocumentParts, 'script' | 'style'> & { readonly styleScript: () => string };

/** Reads a page's script and style from the extension's folder; by default those of a panel. */
export function readPageSource(
  extensionUri: vscode.Uri,
  script = 'panel.js',
  styles: readonly string[] = ['panel.css'],
): PageSource {
  const read = (...path: string[]): string =>
    readFileSync(vscode.Uri.joinPath(extensionUri, ...path).fsPath, 'utf8');
  return {
    script: read('dist', script),
    style: styles.map((style) => read('media', style)).join('\n'),
    styleScript: () => read('dist', 'style.js'),
  };
}

/** Where a panel opens: beside the editor unless a column is given; the focus goes there unless it is kept. */
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

/** What a page is made of. */
export interface PageParts {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  readonly source: PageSource;
  readonly clock: Pick<Clock, 'elapsed'>;
  /** Tells how codes are to look, at once if that is known, and after each change. */
  readonly followLook: Listen<CodeLook | undefined>;
}

/** A webview panel and the page in it: shows the document, carries messages, and knows whether anybody can see it. */
export class WebviewPage {
  readonly #messaged = new Emitter<unknown>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  /** Fires with each message from the page, which can be anything. */
  readonly onMessage = this.#messaged.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  /** Fires when the user turns to the panel. */
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly #panel: vscode.WebviewPanel;
  readonly #pageClock: PageClock;
  #visible: boolean;

  constructor(
    { panel, extensionUri, source, clock, followLook }: PageParts,
    /** Writes the page's document. */
    document: (parts: DocumentParts) => string,
  ) {
    this.#panel = panel;
    this.#pageClock = new PageClock(clock);
    this.#visible = panel.visible;
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#messaged.fire(message);
    });
    panel.onDidChangeViewState(() => {
      this.#setVisible(panel.visible);
      if (panel.active) this.#activated.fire(undefined);
    });
    panel.onDidDispose(() => {
      this.#pageClock.forget();
      this.#visible = false;
      following.dispose();
      this.#closed.fire(undefined);
    });
    panel.webview.options = webviewOptions;
    const following = followLook((look) => {
      // The page begins anew, and doesn't listen before it says so.
      this.#pageClock.forget();
      panel.webview.html = document(documentParts(source, panel.title, look));
    });
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** Where it is on screen; undefined while it isn't. */
  get column(): vscode.ViewColumn | undefined {
    return this.#visible ? this.#panel.viewColumn : undefined;
  }

  /** Takes in what the page says its clock shows, in ms: it listens. */
  setPageTime(pageTime: number): void {
    this.#pageClock.set(pageTime);
  }

  /** Sends what the function makes, given the time on the page's clock; nothing while the page doesn't listen. */
  send(make: (madeAt: number) => object): void {
    const madeAt = this.#pageClock.now;
    if (madeAt !== undefined) void this.#panel.webview.postMessage(make(madeAt));
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
    // The page of a hidden panel is gone, and a message to it would arrive late: an expired code could look live.
    if (!visible) this.#pageClock.forget();
    this.#visibilityChanged.fire(visible);
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
    // Without a translation the strings are English, whatever the editor speaks.
    language: vscode.l10n.bundle === undefined ? 'en' : vscode.env.language,
    title,
  };
}
