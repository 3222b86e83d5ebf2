import * as vscode from 'vscode';
import { commands, section, settings, statusBarItem } from '../ids';

/** To the left of the editor's items for the current file, where the user notices it. */
const priority = 100;

/** What the status bar item shows. */
export interface ItemAppearance {
  readonly text: string;
  /** For screen readers. */
  readonly label: string;
  readonly tooltip: string | vscode.MarkdownString;
  readonly command: string | vscode.Command;
  readonly background?: vscode.ThemeColor | undefined;
}

/** Creates the status bar item, which shows that nothing is going on. */
export function createStatusBarItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(statusBarItem, vscode.StatusBarAlignment.Left, priority);
  item.name = vscode.l10n.t('WhatsApp pairing');
  showIdle(item);
  return item;
}

/** Shows that nothing is going on, or nothing at all if the user wants that. */
export function showIdle(item: vscode.StatusBarItem): void {
  const title = vscode.l10n.t('Pair WhatsApp instance');
  const idle = { text: '$(device-mobile) Pair WhatsApp', label: title, tooltip: title };
  setAppearance(item, { ...idle, command: commands.pair });
  const mode = vscode.workspace.getConfiguration(section).get<unknown>(settings.statusBar);
  if (mode === 'whilePairing') item.hide();
  else item.show();
}

const current = new WeakMap<vscode.StatusBarItem, string>();

/** Gives the item an appearance, unless it has it: the editor reads every tooltip again after any change, which takes long. */
export function setAppearance(item: vscode.StatusBarItem, appearance: ItemAppearance): void {
  const { text, label, tooltip, command, background } = appearance;
  const shownTooltip = typeof tooltip === 'string' ? tooltip : tooltip.value;
  const written = JSON.stringify([text, label, shownTooltip, command, background?.id]);
  if (current.get(item) === written) return;
  current.set(item, written);
  item.text = text;
  item.accessibilityInformation = { label };
  item.tooltip = tooltip;
  item.command = command;
  item.backgroundColor = background;
}
