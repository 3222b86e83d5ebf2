import type { Locator, Page } from 'playwright-core';

/** A modal dialog of VS Code. */
export class Dialog {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.locator('.monaco-dialog-box');
  }

  /** Its text, once it is open. */
  async text(): Promise<string> {
    return await this.root.locator('.dialog-message-row').innerText();
  }

  /** Presses a button in it. */
  async press(name: string): Promise<void> {
    await this.root.getByRole('button', { name, exact: true }).click();
    await this.root.waitFor({ state: 'detached' });
  }
}

/** The notifications that pop up in the corner and that screen readers announce. */
export class Notifications {
  readonly #toasts: Locator;
  readonly #announced: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-list-item');
    this.#announced = page.locator('.notifications-toasts, .monaco-aria-container');
  }

  /** The notification in the corner that contains this text. */
  containing(text: string | RegExp): Locator {
    return this.#toasts.filter({ hasText: text }).first();
  }

  /** Waits for a notification that contains this text, even if it has already left the corner. */
  async waitFor(text: string | RegExp): Promise<void> {
    await this.#announced.getByText(text).first().waitFor({ state: 'attached' });
  }
}
