// src/pairing/panel: the webview panel that shows a pairing.
import * as vscode from 'vscode';
import { Encoder } from '../../core/code/encode';
import { Emitter } from '../../core/events/emitter';
import type { NumberEntry } from '../../core/pairing/numberform';
import type { InstanceRef } from '../../core/references/instanceref';
import type { Intent } from '../../core/views/intent';
import type { MonitorView } from '../../core/views/monitorview';
import type { PanelView } from '../../core/views/panel/paneldata';
import type { ToPanel, ViewMessage } from '../../core/views/panel/panelprotocol';
import { isFromPanel } from '../../core/views/panel/panelprotocol';
import type { Closing, Surface } from '../surfaces/surface';
import { panelDocument } from './document';
import type { PageParts } from './webviewpage';
import { WebviewPage } from './webviewpage';

/** A webview panel as a surface: sends views to its page and reports what the user does there. It knows nothing about how pairing works. */
export class Panel implements Surface {
  readonly kind = 'panel';
  readonly #intended = new Emitter<Intent>();
  readonly #numberEntered = new Emitter<NumberEntry>();
  readonly onIntent = this.#intended.event;
  /** Fires while the user types a phone number. */
  readonly onNumber = this.#numberEntered.event;
  readonly #page: WebviewPage;
  readonly #encoder = new Encoder();
  #view: (() => PanelView) | undefined;
  #monitor: (() => MonitorView) | undefined;
  #monitorOpen = false;
  #monitorDue = false;
  #closing: Closing = 'byEditor';

  constructor(
    parts: PageParts,
    /** The panel's instance; undefined if several instances share the panel. */
    ref: InstanceRef | undefined,
  ) {
    const monitor = vscode.l10n.t('Rotation monitor');
    this.#page = new WebviewPage(parts, (document) =>
      panelDocument({ ...document, title: vscode.l10n.t('Pair WhatsApp instance'), ref, monitor }),
    );
    this.#page.onMessage((message) => {
      this.#receive(message);
    });
  }

  get visible(): boolean {
    return this.#page.visible;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#page.column;
  }

  readonly onDidChangeVisibility: Surface['onDidChangeVisibility'] = (listener) =>
    this.#page.onDidChangeVisibility(listener);
  readonly onDidActivate: Surface['onDidActivate'] = (listener) => this.#page.onDidActivate(listener);
  readonly onDidClose: Surface['onDidClose'] = (listener) =>
    this.#page.onDidClose(() => {
      listener(this.#closing);
    });

  /** Shows the view that the function returns, now and whenever the page reloads. The times in a view count from its creation. */
  show(view: () => PanelView): void {
    this.#view = view;
    this.#postView();
  }

  /** Shows the view that the function returns in the rotation monitor, while the user has it open. */
  showMonitor(view: () => MonitorView): void {
    this.#monitor = view;
    if (!this.#monitorOpen || this.#monitorDue) return;
    this.#monitorDue = true;
    // Timeline entries come in bursts, after the code. Send one message for all of them.
    queueMicrotask(() => {
      this.#monitorDue = false;
      this.#postMonitor();
    });
  }

  rename(title: string): void {
    this.#page.rename(title);
  }

  reveal(): void {
    this.#page.reveal();
  }

  close(): void {
    this.#closing = 'asked';
    this.#page.close();
  }

  #receive(message: unknown): void {
    if (!isFromPanel(message)) return;
    switch (message.type) {
      case 'intent':
        this.#intended.fire(message.intent);
        return;
      case 'monitor':
        this.#monitorOpen = message.open;
        this.#postMonitor();
        return;
      case 'number':
        this.#numberEntered.fire(message);
        return;
      case 'shown':
        this.#page.setPageTime(message.clock);
        return;
      case 'ready':
        this.#page.setPageTime(message.clock);
        this.#postView();
        this.#postMonitor();
        return;
      default:
        message satisfies never;
    }
  }

  #postView(): void {
    const makeView = this.#view;
    if (!makeView) return;
    const make = (): ViewMessage => {
      const view = makeView();
      return { view, modules: this.#encoder.encode(view.code?.value) };
    };
    this.#page.send((madeAt): ToPanel => ({ type: 'view', ...make(), madeAt }));
    this.#page.sendEarly((sentAt) => {
      const made = make();
      const message: ToPanel = { type: 'early', ...made, sentAt };
      return { message, urgent: made.modules !== undefined };
    });
  }

  #postMonitor(): void {
    const monitor = this.#monitor;
    if (!monitor || !this.#monitorOpen) return;
    this.#page.send((madeAt): ToPanel => ({ type: 'monitor', monitor: monitor(), madeAt }));
  }
}
