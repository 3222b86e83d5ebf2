import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { Dialog, Notifications } from './messages';
import { QuickInput } from './quickinput';
import { retry } from './retry';
import type { Server } from './server';
import { settingsFile } from './server';
import { StatusBarItem } from './statusbaritem';
import { TerminalView } from './terminalview';
import { Webview } from './webview';

const extension = 'pair-whatsapp.pair-whatsapp';

/** The four kinds of theme: the label in the theme picker, and the class that the window gets. */
export const themes = {
  dark: { label: 'Dark Modern', windowClass: 'vs-dark' },
  light: { label: 'Light Modern', windowClass: 'vs' },
  highContrastDark: { label: 'Dark High Contrast', windowClass: 'hc-black' },
  highContrastLight: { label: 'Light High Contrast', windowClass: 'hc-light' },
} as const;

/** The name of a theme. */
export type Theme = keyof typeof themes;

/** The first start compiles and caches everything. */
const readyTimeout = 60_000;
/** F1 does nothing until VS Code has read its keybindings. */
const keyTimeout = 1_000;
/** How long the palette may take to list a command, in ms. */
const listTimeout = 5_000;

/** A VS Code window with the extension, as a person uses it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly statusBarItem: StatusBarItem;
  readonly panel: Webview;
  readonly terminal: TerminalView;
  readonly dialog: Dialog;
  readonly notifications: Notifications;
  #changes = 0;

  private constructor(
    readonly page: Page,
    readonly server: Server,
  ) {
    this.quickInput = new QuickInput(page);
    this.statusBarItem = new StatusBarItem(page, extension);
    this.panel = new Webview(page, extension);
    this.terminal = new TerminalView(page);
    this.dialog = new Dialog(page);
    this.notifications = new Notifications(page);
  }

  /** Opens a window, with a folder if one is given, and waits for the extension's status bar item. */
  static async open(page: Page, server: Server, folder?: string): Promise<Workbench> {
    const workbench = new Workbench(page, server);
    const query = folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(folder)}`;
    await page.goto(`${server.url}?${query}`);
    await workbench.waitUntilReady();
    return workbench;
  }

  /** Reloads the window with VS Code's own command: a reload of the browser would lose the open editors. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.waitUntilReady();
  }

  private async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: readyTimeout });
    await this.statusBarItem.root.waitFor({ timeout: readyTimeout });
  }

  /** Runs the command with exactly this title in the palette, including the category. */
  async runCommand(title: string): Promise<void> {
    const row = this.quickInput.item(title).first();
    // On a busy machine something else may take the focus, which closes the palette.
    await retry(readyTimeout, async () => {
      await this.openPalette();
      await this.quickInput.type(`>${title}`, keyTimeout);
      await row.waitFor({ timeout: listTimeout }).catch(async (error: unknown) => {
        // An open palette doesn't list a command that has become available since. Something else may have closed it.
        await this.quickInput.cancel(keyTimeout).catch(() => undefined);
        throw error;
      });
    });
    const focused = this.quickInput.root.locator('.monaco-list-row.focused').and(row);
    if (await focused.isVisible()) await this.quickInput.accept();
    else await row.click();
  }

  /** Whether the palette lists a command with exactly this title, including the category. */
  async listsCommand(title: string): Promise<boolean> {
    await this.openPalette();
    await this.quickInput.type(`>${title}`);
    // The palette filters its list only some time after the input.
    await this.page.waitForTimeout(keyTimeout);
    const isListed = (await this.quickInput.item(title).count()) > 0;
    await this.quickInput.cancel();
    await this.quickInput.waitUntilClosed();
    return isListed;
  }

  private async openPalette(): Promise<void> {
    await retry(readyTimeout, async () => {
      await this.page.keyboard.press('F1');
      await this.quickInput.input.waitFor({ timeout: keyTimeout });
    });
  }

  /** Closes the editor tab with this title with its own button. */
  async closeEditor(title: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: title });
    await tab.hover();
    await tab.getByRole('button', { name: /^Close/ }).click();
    await tab.waitFor({ state: 'detached' });
  }

  /** Hides the panel behind the editor for settings.json. */
  async hidePanel(): Promise<void> {
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.panel.root.waitFor({ state: 'hidden' });
  }

  /**
   * Changes user settings in the editor for settings.json, which covers the active editor for a moment. Waits until the
   * window uses the new settings: it reads the file only some time after the file is saved, and then its title changes.
   * The editor doesn't notice if another program changes the file.
   */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const title = `Settings changed ${++this.#changes}`;
    const before = JSON.parse(await readFile(settingsFile(this.server.userDataDir), 'utf8')) as object;
    await this.runCommand('Preferences: Open User Settings (JSON)');
    const editor = this.page.locator('.editor-instance[aria-label*="settings.json"]');
    await editor.locator('.view-line').first().waitFor();
    // The line itself may be scrolled out of view.
    await editor.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    // A single line, because the editor would indent several lines in its own way.
    await this.page.keyboard.insertText(JSON.stringify({ ...before, ...settings, 'window.title': title }));
    // Removes the brackets that the editor closed by itself.
    await this.page.keyboard.press('ControlOrMeta+Shift+End');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.press('ControlOrMeta+S');
    await this.closeEditor('settings.json');
    await this.page.waitForFunction((wanted) => document.title.includes(wanted), title);
  }

  /** Picks the theme in the theme picker and waits until the window uses it. */
  async useTheme(theme: Theme): Promise<void> {
    const { label, windowClass } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(label);
    await this.quickInput.pick(label);
    await this.quickInput.waitUntilClosed();
    await this.page.locator(`.monaco-workbench.${windowClass}`).waitFor();
  }
}
