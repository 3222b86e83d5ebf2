import * as vscode from 'vscode';
import type { Cancel, Clock } from './core/clock';
import type { Disposable } from './core/emitter';
import type { InstanceRef } from './core/instanceref';
import type { Intent } from './core/intent';
import type { StatusView } from './core/statusview';
import { markdownText } from './foreignwords';
import { commands, internalCommands, statusBarItem } from './ids';

/** A pairing as the item sees it; its view is undefined while it has nothing to say. */
export interface StatusSource {
  readonly ref: InstanceRef;
  view(now: number): StatusView | undefined;
}

/** Left of the editor's own items for the current file, where a wait is seen without looking for it. */
const priority = 100;

/** The one status bar item. It ticks only while its text has a time in it. */
export class StatusBar implements Disposable {
  readonly #item = vscode.window.createStatusBarItem(statusBarItem, vscode.StatusBarAlignment.Left, priority);
  #cancelTick: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    /** The last one that has something to say is shown. */
    private readonly sources: () => readonly StatusSource[],
    private readonly shownAtRest: () => boolean,
  ) {
    this.#item.name = vscode.l10n.t('WhatsApp pairing');
    this.refresh();
  }

  refresh(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    const now = this.clock.now();
    const source = this.sources().findLast((each) => each.view(now));
    const view = source?.view(now);
    if (!source || !view) {
      this.#rest();
      return;
    }
    this.#show(source.ref, view);
    if (view.changesAt !== undefined) {
      this.#cancelTick = this.clock.at(view.changesAt, () => {
        this.refresh();
      });
    }
  }

  dispose(): void {
    this.#cancelTick?.();
    this.#item.dispose();
  }

  #rest(): void {
    this.#assign({
      text: '$(device-mobile) Pair WhatsApp',
      label: vscode.l10n.t('Pair WhatsApp instance'),
      tooltip: vscode.l10n.t('Pair WhatsApp instance'),
      command: commands.pair,
      background: undefined,
    });
    if (this.shownAtRest()) this.#item.show();
    else this.#item.hide();
  }

  #show(ref: InstanceRef, view: StatusView): void {
    this.#assign({
      text: `$(${view.icon}) ${view.text}`,
      label: `${vscode.l10n.t('WhatsApp pairing')}: ${view.text}`,
      tooltip: tooltip(ref, view),
      command: act(ref, view.click, view.text),
      background: background(view.severity),
    });
    this.#item.show();
  }

  #assign(look: {
    text: string;
    label: string;
    tooltip: string | vscode.MarkdownString;
    command: string | vscode.Command;
    background: vscode.ThemeColor | undefined;
  }): void {
    this.#item.text = look.text;
    this.#item.accessibilityInformation = { label: look.label };
    this.#item.tooltip = look.tooltip;
    this.#item.command = look.command;
    this.#item.backgroundColor = look.background;
  }
}

function act(ref: InstanceRef, intent: Intent, title: string): vscode.Command {
  return { command: internalCommands.act, title, arguments: [ref, intent] };
}

function background(severity: StatusView['severity']): vscode.ThemeColor | undefined {
  return severity === 'normal' ? undefined : new vscode.ThemeColor(`statusBarItem.${severity}Background`);
}

function tooltip(ref: InstanceRef, { details, actions }: StatusView): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  // The gateway's words are among the details; the only command that a link can reach is ours.
  markdown.isTrusted = { enabledCommands: [internalCommands.act] };
  markdown.appendMarkdown(`**${markdownText(ref.instanceId)}**`);
  for (const detail of details) markdown.appendMarkdown(`\n\n${markdownText(detail)}`);
  const links = actions.map(({ intent, label }) => {
    const address = encodeURIComponent(JSON.stringify([ref, intent]));
    return `[${markdownText(label)}](command:${internalCommands.act}?${address})`;
  });
  markdown.appendMarkdown(`\n\n${links.join(' · ')}`);
  return markdown;
}
