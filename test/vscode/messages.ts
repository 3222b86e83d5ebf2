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

/** The notifications that pop up in the corner. */
export class Notifications {
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-list-item');
  }

  /** One that has this in its words. */
  saying(text: string | RegExp): Locator {
    return this.#toasts.filter({ hasText: text }).first();
  }

  /** Waits for it and tells its words. */
  async read(text: string | RegExp): Promise<string> {
    return await this.saying(text).locator('.notification-list-item-message').innerText();
  }

  /** Presses one of its buttons. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.saying(text).getByRole('button', { name: button, exact: true }).click();
  }
}
