import type { Locator, Page } from 'playwright-core';
import { retry } from './retry';
import { wholeText } from './wholetext';

/** How long each step of the dialog that asks for a file may take, in ms. */
const saveTimeout = 60_000;
/** How long an accepted dialog may stay before it is pressed again, in ms. */
const closeTime = 1_000;

/** The input box or pick list at the top of the window, as a person uses it. */
export class QuickInput {
  readonly root: Locator;
  readonly input: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator('.quick-input-widget:visible');
    this.input = this.root.locator('.quick-input-filter input.input');
  }

  /** Waits until the input with this title is open. */
  async waitFor(title: string): Promise<void> {
    await this.root.locator('.quick-input-title').getByText(title, { exact: true }).waitFor();
  }

  /** Waits until no input is open. */
  async waitUntilClosed(): Promise<void> {
    await this.root.waitFor({ state: 'detached' });
  }

  /** Answers the dialog that asks where to save a file: with a path in a folder that contains `sibling`. */
  async saveAs(file: string, sibling: string): Promise<void> {
    const deadline = Date.now() + saveTimeout;
    // The dialog's own suggestion comes late, and would replace what was typed before.
    while (!/\.\w+$/.test(await this.input.inputValue())) {
      if (Date.now() > deadline) throw new Error('The dialog suggests no file.');
      await this.page.waitForTimeout(50);
    }
    await this.type(file);
    // The dialog accepts no answer before it has found the folder.
    await this.item(sibling).waitFor();
    const ok = this.root.getByRole('button', { name: 'OK', exact: true });
    await retry(saveTimeout, async () => {
      // The dialog may be closing already.
      await ok.click({ timeout: closeTime }).catch(() => undefined);
      await this.root.waitFor({ state: 'detached', timeout: closeTime });
    });
  }

  /** Its title, or '' without one. */
  async title(): Promise<string> {
    return (await this.root.locator('.quick-input-title').textContent()) ?? '';
  }

  /** The placeholder of the empty field. */
  async placeholder(): Promise<string> {
    return (await this.input.getAttribute('placeholder')) ?? '';
  }

  /** The line below the field: the prompt, or what is wrong with the input. */
  async message(): Promise<string> {
    return (await this.root.locator('.quick-input-message').innerText()).trim();
  }

  /** Waits until the line below the field contains this text. */
  async waitForMessage(text: string | RegExp): Promise<void> {
    await this.root.locator('.quick-input-message').filter({ hasText: text }).waitFor();
  }

  /** The severity of the message; with 'error' the input can't be accepted. */
  async severity(): Promise<'error' | 'warning' | 'info' | undefined> {
    const box = await this.root.locator('.quick-input-box .monaco-inputbox').getAttribute('class');
    return (['error', 'warning', 'info'] as const).find((kind) => box?.split(' ').includes(kind));
  }

  /** Whether the input is shown as dots. */
  async isPassword(): Promise<boolean> {
    return (await this.input.getAttribute('type')) === 'password';
  }

  /** Replaces the input; rejects if there is no field within the timeout, in ms. */
  async type(text: string, timeout?: number): Promise<void> {
    await this.input.fill(text, { ...(timeout !== undefined && { timeout }) });
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Presses Escape; rejects if there is no field within the timeout, in ms. */
  async cancel(timeout?: number): Promise<void> {
    await this.input.press('Escape', { ...(timeout !== undefined && { timeout }) });
  }

  /** The labels of the items in view, from the top. */
  async items(): Promise<readonly string[]> {
    return await this.root.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
  }

  /** The row of the item with exactly this label. */
  item(label: string): Locator {
    // The whole label: in longer labels, the typed part is an element of its own.
    const name = this.page.locator('.label-name').filter({ hasText: wholeText(label) });
    return this.root.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  }

  /** Picks the item with this label, once it is there. */
  async pick(label: string): Promise<void> {
    await this.item(label).first().click();
  }

  /** Presses the button with this tooltip at the end of the item's row. */
  async pressItemButton(label: string, button: string): Promise<void> {
    const row = this.item(label).first();
    await row.hover();
    await row.getByRole('button', { name: button }).click();
  }

  /** Presses the button with this tooltip next to the title or the field. */
  async pressButton(button: string): Promise<void> {
    await this.root
      .locator('.quick-input-titlebar, .quick-input-header')
      .getByRole('button', { name: button })
      .click();
  }
}
