import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Emitter } from './core/emitter';
import type { Intent } from './core/intent';
import type { PanelView } from './core/panelview';
import { html } from './html';
import { panelType } from './ids';
import type { ToPanel } from './webview/protocol';
import { isFromPanel } from './webview/protocol';

const folders = ['dist', 'media'] as const;

/** What a panel's page may load: the script and the style, nothing else of the disk. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: folders.map((folder) => vscode.Uri.joinPath(extensionUri, folder)),
  };
}

/** Opens a panel beside the editor, or where others of its kind are. */
export function openPanel(
  extensionUri: vscode.Uri,
  title: string,
  column: vscode.ViewColumn = vscode.ViewColumn.Beside,
): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(panelType, title, column, webviewOptions(extensionUri));
}

/** One webview panel: brings views to its page and the user's wishes back. It knows nothing of pairing. */
export class Panel {
  readonly #intended = new Emitter<Intent>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  readonly onIntent = this.#intended.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  /** Fires when the user turns to the panel. */
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly #panel: vscode.WebviewPanel;
  #view: (() => PanelView) | undefined;
  #ready = false;
  #visible: boolean;

  constructor(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, instanceId: string) {
    this.#panel = panel;
    this.#visible = panel.visible;
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#receive(message);
    });
    panel.onDidChangeViewState(() => {
      this.#seen(panel.visible);
      if (panel.active) this.#activated.fire(undefined);
    });
    panel.onDidDispose(() => {
      this.#ready = false;
      this.#visible = false;
      this.#closed.fire(undefined);
    });
    panel.webview.options = webviewOptions(extensionUri);
    panel.webview.html = document(panel.webview, extensionUri, instanceId);
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** Where it is on screen; undefined while it isn't. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.visible ? this.#panel.viewColumn : undefined;
  }

  /** Shows what the function tells, now and whenever the page comes up anew: times in a view are counted from when it is made. */
  show(view: () => PanelView): void {
    this.#view = view;
    this.#post();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  #receive(message: unknown): void {
    if (!isFromPanel(message)) return;
    if (message.type === 'intent') {
      this.#intended.fire(message.intent);
      return;
    }
    this.#ready = true;
    this.#post();
  }

  #seen(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    // The page of a hidden panel is gone, and a message to it would be delivered late: a dead code could look alive.
    if (!visible) this.#ready = false;
    this.#visibilityChanged.fire(visible);
  }

  #post(): void {
    if (!this.#ready || !this.#view) return;
    const message: ToPanel = { type: 'view', view: this.#view() };
    void this.#panel.webview.postMessage(message);
  }
}

function document(webview: vscode.Webview, extensionUri: vscode.Uri, instanceId: string): string {
  const address = (...path: string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  return html({
    script: address('dist', 'panel.js'),
    style: address('media', 'panel.css'),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    // Without a translation the strings are English, whatever the editor speaks.
    language: vscode.l10n.bundle === undefined ? 'en' : vscode.env.language,
    title: vscode.l10n.t('Pair WhatsApp instance'),
    instanceId,
  });
}
