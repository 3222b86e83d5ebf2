import type { Locator, Page } from 'playwright-core';

/** The modal question of VS Code's. */
export class Dialog {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.locator('.monaco-dialog-box');
  }

  /** Its words, once it is there. */
  async text(): Promise<string> {
    return await this.root.locator('.dialog-message-row').innerText();
  }

  /** Presses one of its buttons. */
  async press(name: string): Promise<void> {
    await this.root.getByRole('button', { name, exact: true }).click();
    await this.root.waitFor({ state: 'detached' });
  }
}

/** The notifications that pop up in the corner, and are told to screen readers. */
export class Notifications {
  readonly #toasts: Locator;
  readonly #told: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-list-item');
    this.#told = page.locator('.notifications-toasts, .monaco-aria-container');
  }

  /** The one in the corner that has this in its words. */
  saying(text: string | RegExp): Locator {
    return this.#toasts.filter({ hasText: text }).first();
  }

  /** Waits until one has this in its words; it may have gone from the corner by then. */
  async waitFor(text: string | RegExp): Promise<void> {
    await this.#told.getByText(text).first().waitFor({ state: 'attached' });
  }
}
