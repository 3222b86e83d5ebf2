import * as vscode from 'vscode';
import type { Cancel, Clock } from '../core/time/clock';
import type { Disposable } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import type { Intent } from '../core/views/intent';
import type { Pairing } from '../core/pairing/pairing';
import type { StatusSummary } from '../core/views/status/statussummary';
import { statusSummary } from '../core/views/status/statussummary';
import type { StatusView } from '../core/views/status/statusview';
import { markdownText } from '../platform/escaping';
import { commands, internalCommands } from '../ids';
import { setAppearance, showIdle } from './statusbaritem';

/** A pairing, as far as the item needs it. Its view is undefined while there is nothing to show. */
export interface StatusSource {
  readonly ref: InstanceRef;
  readonly state: Pairing;
  statusView(now: number): StatusView | undefined;
}

/** Minimum time between two updates of the item while several pairings are shown, in ms: each of them can change it. */
const severalInterval = 250;
/** That time for each pairing, if there are many: more take longer to sum up. */
const intervalPerPairing = 10;

/** Limit of pairings in the tooltip. */
const maxRows = 10;

/** A pairing that has something to show. */
interface Shown {
  readonly ref: InstanceRef;
  readonly state: Pairing;
  readonly view: StatusView;
}

/** The status bar item. Its timer runs only while its text contains a time. */
export class StatusBar implements Disposable {
  #cancelTick: Cancel | undefined;
  /** When it is drawn next. */
  #tickAt = Infinity;
  /** When the item may be drawn again. */
  #calmUntil = -Infinity;

  constructor(
    private readonly item: vscode.StatusBarItem,
    private readonly clock: Clock,
    /** Pairings that have something to show: a single one is shown by itself, several are summarized. */
    private readonly sources: () => readonly StatusSource[],
    private readonly nameOf: (ref: InstanceRef) => string,
  ) {
    this.refresh();
  }

  refresh(): void {
    const now = this.clock.now();
    const isCalm = now < this.#calmUntil;
    // It will be drawn soon.
    if (isCalm && this.#tickAt <= this.#calmUntil) return;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    const drawAt = isCalm ? this.#calmUntil : this.#draw(this.#shown(now), now);
    this.#tickAt = drawAt ?? Infinity;
    if (drawAt === undefined) return;
    this.#cancelTick = this.clock.at(drawAt, () => {
      this.#tickAt = Infinity;
      this.refresh();
    });
  }

  #shown(now: number): readonly Shown[] {
    return this.sources().flatMap((source) => {
      const view = source.statusView(now);
      return view ? [{ ref: source.ref, state: source.state, view }] : [];
    });
  }

  /** Draws the item. Returns when it changes next. */
  #draw([first, ...others]: readonly Shown[], now: number): number | undefined {
    if (!first) {
      showIdle(this.item);
      return undefined;
    }
    if (others.length === 0) {
      this.#show(first.ref, first.view);
      return first.view.changesAt;
    }
    this.#calmUntil = now + Math.max(severalInterval, intervalPerPairing * (others.length + 1));
    const summary = statusSummary([first, ...others], now, vscode.l10n.t);
    this.#showSummary(summary);
    return summary.changesAt;
  }

  dispose(): void {
    this.#cancelTick?.();
  }

  #show(ref: InstanceRef, view: StatusView): void {
    setAppearance(this.item, {
      text: `$(${view.icon}) ${view.text}`,
      label: `${vscode.l10n.t('WhatsApp pairing')}: ${view.text}`,
      tooltip: tooltip(ref, view),
      command: actCommand(ref, view.click, view.text),
      background: background(view.severity),
    });
    this.item.show();
  }

  #showSummary({ icon, text, severity, rows }: StatusSummary<Shown>): void {
    const title = vscode.l10n.t('Show pairings');
    const lines = rows.slice(0, maxRows).map(({ of: { ref, view }, text: state }) => {
      return `**${markdownText(this.nameOf(ref))}** ${markdownText(`· ${state}`)} · ${links(ref, view)}`;
    });
    const more =
      rows.length > maxRows ? [markdownText(vscode.l10n.t('{0} more', rows.length - maxRows))] : [];
    setAppearance(this.item, {
      text: `$(${icon}) ${text}`,
      label: `${vscode.l10n.t('WhatsApp pairing')}: ${text}`,
      tooltip: trusted([...lines, ...more].join('\n\n')),
      command: { command: commands.showPairings, title },
      background: background(severity),
    });
    this.item.show();
  }
}

function actCommand(ref: InstanceRef, intent: Intent, title: string): vscode.Command {
  return { command: internalCommands.act, title, arguments: [ref, intent] };
}

function background(severity: StatusView['severity']): vscode.ThemeColor | undefined {
  return severity === 'normal' ? undefined : new vscode.ThemeColor(`statusBarItem.${severity}Background`);
}

function tooltip(ref: InstanceRef, { details, actions }: StatusView): vscode.MarkdownString {
  const name = `**${markdownText(ref.instanceId)}**`;
  return trusted([name, ...details.map(markdownText), links(ref, { actions })].join('\n\n'));
}

/** Links for the actions of a pairing. */
function links(ref: InstanceRef, { actions }: Pick<StatusView, 'actions'>): string {
  return actions
    .map(({ intent, label }) => {
      const address = encodeURIComponent(JSON.stringify([ref, intent]));
      return `[${markdownText(label)}](command:${internalCommands.act}?${address})`;
    })
    .join(' · ');
}

/** Markdown whose links may run this extension's command. All foreign text in it must already be escaped. */
function trusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  // The details contain the gateway's words, so links can run no other command.
  markdown.isTrusted = { enabledCommands: [internalCommands.act] };
  return markdown;
}
