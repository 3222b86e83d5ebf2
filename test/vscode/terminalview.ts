import type { Locator, Page } from 'playwright-core';

/** The visible terminal. Its text can be read only if the terminal draws its cells as elements. */
export class TerminalView {
  /** The area of the cells. */
  readonly screen: Locator;

  constructor(private readonly page: Page) {
    this.screen = page.locator('.terminal-wrapper.active .xterm-screen:visible');
  }

  /** Waits until one is open. */
  async waitFor(): Promise<void> {
    await this.screen.waitFor();
  }

  /** Waits until a row contains this text. */
  async waitForText(text: string | RegExp): Promise<void> {
    await this.screen.locator('.xterm-rows > div').filter({ hasText: text }).first().waitFor();
  }

  /** Waits until two screenshots in a row are the same, which means that the terminal has finished drawing. */
  async settle(): Promise<void> {
    for (let before = ''; ;) {
      const now = (await this.screen.screenshot()).toString('base64');
      if (now === before) return;
      before = now;
      await this.page.waitForTimeout(200);
    }
  }

  /** Its rows, from the top, with non-breaking spaces as spaces. */
  async rows(): Promise<readonly string[]> {
    const rows = await this.screen.locator('.xterm-rows > div').allTextContents();
    return rows.map((row) => row.replace(/\u00a0/g, ' ').trimEnd());
  }

  /** Presses a key in it. */
  async press(key: string): Promise<void> {
    await this.screen.click();
    await this.page.keyboard.press(key);
  }
}
