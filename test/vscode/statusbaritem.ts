import type { Locator, Page } from 'playwright-core';

/** One item of the status bar. */
export class StatusBarItem {
  readonly root: Locator;
  readonly #label: Locator;

  constructor(
    readonly page: Page,
    id: string,
  ) {
    this.root = page.locator(`.statusbar-item[id^="${id}"]`);
    this.#label = this.root.locator('.statusbar-item-label');
  }

  /** Its words, without the icon. */
  async text(): Promise<string> {
    return (await this.#label.innerText()).trim();
  }

  /** Waits until its words are, or match, `text`. */
  async waitForText(text: string | RegExp, timeout?: number): Promise<void> {
    const item = this.root.filter({ hasText: text });
    await item.waitFor(timeout === undefined ? {} : { timeout });
  }

  /** What a screen reader says. */
  async accessibleName(): Promise<string> {
    return (await this.#label.getAttribute('aria-label')) ?? '';
  }

  /** The background that asks for attention, if it has one. */
  async attention(): Promise<'error' | 'warning' | undefined> {
    const classes = ((await this.root.getAttribute('class')) ?? '').split(' ');
    if (!classes.includes('has-background-color')) return undefined;
    return (['error', 'warning'] as const).find((kind) => classes.includes(`${kind}-kind`));
  }

  /** Does what it does on a click. */
  async click(): Promise<void> {
    await this.#label.click();
  }

  /** Rests the pointer on it until its tooltip is shown, whose links can then be pressed. */
  async hover(): Promise<Locator> {
    await this.#label.hover();
    const tooltip = this.page.locator('.monaco-hover:visible');
    await tooltip.waitFor();
    return tooltip;
  }
}
