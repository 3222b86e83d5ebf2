import type { Locator, Page } from 'playwright-core';

/** The terminal in front, as a person sees it. Its text can be read only where cells are drawn as elements. */
export class TerminalView {
  /** Where the cells are. */
  readonly screen: Locator;

  constructor(private readonly page: Page) {
    this.screen = page.locator('.terminal-wrapper.active .xterm-screen:visible');
  }

  /** Waits until one is open. */
  async waitFor(): Promise<void> {
    await this.screen.waitFor();
  }

  /** Waits until some row says so. */
  async waitForText(text: string | RegExp): Promise<void> {
    await this.screen.locator('.xterm-rows > div').filter({ hasText: text }).first().waitFor();
  }

  /** Waits until a picture of it is the same as the one before, which its drawing is finished with. */
  async settle(): Promise<void> {
    for (let before = ''; ;) {
      const now = (await this.screen.screenshot()).toString('base64');
      if (now === before) return;
      before = now;
      await this.page.waitForTimeout(200);
    }
  }

  /** Its rows, from the top, blanks as spaces. */
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
