import type { PanelView } from '../../core/views/paneldata';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Clock } from '../../core/time/clock';
import type { Listen } from '../../core/events/emitter';
import { Emitter } from '../../core/events/emitter';
import type { InstanceRef } from '../../core/references/instanceref';
import type { Intent } from '../../core/views/intent';
import type { MonitorView } from '../../core/views/monitorview';
import type { Look } from '../../core/views/codelook';
import type { NumberEntry } from '../../core/pairing/numberform';
import type { DocumentParts } from './document';
import { html } from './document';
import { panelType } from '../../ids';
import { PageClock } from './pageclock';
import type { Surface } from '../surface';
import type { ToPanel } from '../../core/views/panelprotocol';
import { isFromPanel } from '../../core/views/panelprotocol';

/** What a page may do: run its script. It brings all it needs and loads nothing of the disk. */
export const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

/** The script and the style of every panel's page, and the script that only a styled code needs. */
export type PageSource = Pick<DocumentParts, 'script' | 'style'> & { readonly proof: () => string };

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
    proof: () => read('dist', 'style.js'),
  };
}

/** Opens a panel beside the editor, or where others of its kind are. */
export function openPanel(
  title: string,
  column: vscode.ViewColumn = vscode.ViewColumn.Beside,
  type = panelType,
): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(type, title, column, webviewOptions);
}

/** One webview panel: brings views to its page and the user's wishes back. It knows nothing of pairing. */
export class Panel implements Surface {
  readonly kind = 'panel';
  readonly #intended = new Emitter<Intent>();
  readonly #numberEntered = new Emitter<NumberEntry>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  readonly onIntent = this.#intended.event;
  /** Fires while the user types a phone number. */
  readonly onNumber = this.#numberEntered.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  /** Fires when the user turns to the panel. */
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly #panel: vscode.WebviewPanel;
  #view: (() => PanelView) | undefined;
  #monitor: (() => MonitorView) | undefined;
  #monitorOpen = false;
  #monitorDue = false;
  readonly #pageClock: PageClock;
  #visible: boolean;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    ref: InstanceRef,
    source: PageSource,
    clock: Pick<Clock, 'elapsed'>,
    /** Tells how codes are to look, at once if that is known, and after each change. */
    follow: Listen<Look | undefined>,
  ) {
    this.#panel = panel;
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
      if (panel.active) this.#activated.fire(undefined);
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
      panel.webview.html = document(source, ref, look);
    });
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

  /** Shows what the function tells in the rotation monitor, for as long as the user has that open. */
  showMonitor(view: () => MonitorView): void {
    this.#monitor = view;
    if (!this.#monitorOpen || this.#monitorDue) return;
    this.#monitorDue = true;
    // What happens comes in bursts, and after the code: one message for all of it.
    queueMicrotask(() => {
      this.#monitorDue = false;
      this.#postMonitor();
    });
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

  #receive(message: unknown): void {
    if (!isFromPanel(message)) return;
    if (message.type === 'intent') {
      this.#intended.fire(message.intent);
      return;
    }
    if (message.type === 'monitor') {
      this.#monitorOpen = message.open;
      this.#postMonitor();
      return;
    }
    if (message.type === 'number') {
      this.#numberEntered.fire(message);
      return;
    }
    this.#pageClock.hear(message.clock);
    if (message.type !== 'ready') return;
    this.#post();
    this.#postMonitor();
  }

  #seen(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    // The page of a hidden panel is gone, and a message to it would be delivered late: a dead code could look alive.
    if (!visible) this.#pageClock.forget();
    this.#visibilityChanged.fire(visible);
  }

  #post(): void {
    const madeAt = this.#pageClock.now;
    if (madeAt === undefined || !this.#view) return;
    this.#send({ type: 'view', view: this.#view(), madeAt });
  }

  #postMonitor(): void {
    const madeAt = this.#pageClock.now;
    if (madeAt === undefined || !this.#monitor || !this.#monitorOpen) return;
    this.#send({ type: 'monitor', monitor: this.#monitor(), madeAt });
  }

  #send(message: ToPanel): void {
    void this.#panel.webview.postMessage(message);
  }
}

function document(source: PageSource, ref: InstanceRef, look: Look | undefined): string {
  return html({
    ...documentParts(source, vscode.l10n.t('Pair WhatsApp instance'), look),
    ref,
    monitor: vscode.l10n.t('Rotation monitor'),
  });
}

/** What every page's document is made of, with a nonce of its own. */
export function documentParts(
  { proof, ...source }: PageSource,
  title: string,
  look: Look | undefined,
): DocumentParts {
  return {
    ...source,
    ...(look && { look, ...(look.style && { proof: proof() }) }),
    nonce: randomBytes(16).toString('base64url'),
    // Without a translation the strings are English, whatever the editor speaks.
    language: vscode.l10n.bundle === undefined ? 'en' : vscode.env.language,
    title,
  };
}
