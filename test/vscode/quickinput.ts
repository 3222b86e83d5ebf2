import type { Locator, Page } from 'playwright-core';

/** The input box or pick list on top of the window, as a person sees it. */
export class QuickInput {
  readonly root: Locator;
  readonly input: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator('.quick-input-widget:visible');
    this.input = this.root.locator('.quick-input-filter input.input');
  }

  /** Waits for the one of that title. */
  async waitFor(title: string): Promise<void> {
    await this.root.locator('.quick-input-title').getByText(title, { exact: true }).waitFor();
  }

  /** Waits until none is open. */
  async waitUntilClosed(): Promise<void> {
    await this.root.waitFor({ state: 'detached' });
  }

  /** Answers the dialog that asks where to save a file, by a path in a folder in which there is that sibling. */
  async saveAs(file: string, sibling: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    // Its own suggestion comes late, and would take the place of what was typed before.
    while (!/\.\w+$/.test(await this.input.inputValue())) {
      if (Date.now() > deadline) throw new Error('The dialog suggests no file.');
      await this.page.waitForTimeout(50);
    }
    await this.type(file);
    // Before it has found the folder it takes no answer.
    await this.item(sibling).waitFor();
    for (;;) {
      await this.root.getByRole('button', { name: 'OK', exact: true }).click();
      try {
        await this.root.waitFor({ state: 'detached', timeout: 1_000 });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  /** Its title, or '' if it has none. */
  async title(): Promise<string> {
    return (await this.root.locator('.quick-input-title').textContent()) ?? '';
  }

  /** The grey text in the empty field. */
  async placeholder(): Promise<string> {
    return (await this.input.getAttribute('placeholder')) ?? '';
  }

  /** The line under the field: the prompt, or what is wrong with the input. */
  async message(): Promise<string> {
    return (await this.root.locator('.quick-input-message').innerText()).trim();
  }

  /** Waits until the line under the field says so. */
  async waitForMessage(text: string | RegExp): Promise<void> {
    await this.root.locator('.quick-input-message').filter({ hasText: text }).waitFor();
  }

  /** How serious the message is: 'error' keeps the input from being accepted. */
  async severity(): Promise<'error' | 'warning' | 'info' | undefined> {
    const box = await this.root.locator('.quick-input-box .monaco-inputbox').getAttribute('class');
    return (['error', 'warning', 'info'] as const).find((kind) => box?.split(' ').includes(kind));
  }

  /** Whether what is typed is shown as dots. */
  async isPassword(): Promise<boolean> {
    return (await this.input.getAttribute('type')) === 'password';
  }

  /** Replaces what is typed; rejects if there is nothing to type into for so many ms. */
  async type(text: string, timeout?: number): Promise<void> {
    await this.input.fill(text, { ...(timeout !== undefined && { timeout }) });
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Presses Escape. */
  async cancel(): Promise<void> {
    await this.input.press('Escape');
  }

  /** The labels of the items in view, from the top. */
  async items(): Promise<readonly string[]> {
    return await this.root.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
  }

  /** The row of the item with exactly that label. */
  item(label: string): Locator {
    // As a whole: what was typed stands in an element of its own in the names that begin with it.
    const whole = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    const name = this.page.locator('.label-name').filter({ hasText: whole });
    return this.root.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  }

  /** Takes the item with that label, once it is there. */
  async pick(label: string): Promise<void> {
    await this.item(label).first().click();
  }

  /** Presses the button, named by its tooltip, at the end of the item's row. */
  async pressItemButton(label: string, button: string): Promise<void> {
    const row = this.item(label).first();
    await row.hover();
    await row.getByRole('button', { name: button }).click();
  }

  /** Presses the button, named by its tooltip, beside the title or the field. */
  async pressButton(button: string): Promise<void> {
    await this.root
      .locator('.quick-input-titlebar, .quick-input-header')
      .getByRole('button', { name: button })
      .click();
  }
}
