import type { Locator, Page } from 'playwright-core';
import { wholeText } from './wholetext';

/** The status bar item. */
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

  /** Its text, without the icon. */
  async text(): Promise<string> {
    return (await this.#label.innerText()).trim();
  }

  /** Waits until its text is `text`, or matches it. */
  async waitForText(text: string | RegExp, timeout?: number): Promise<void> {
    const item = this.root.filter({ hasText: typeof text === 'string' ? wholeText(text) : text });
    await item.waitFor(timeout === undefined ? {} : { timeout });
  }

  /** Its name for screen readers. */
  async accessibleName(): Promise<string> {
    return (await this.#label.getAttribute('aria-label')) ?? '';
  }

  /** The kind of its background color, if it has one. */
  async attention(): Promise<'error' | 'warning' | undefined> {
    const classes = ((await this.root.getAttribute('class')) ?? '').split(' ');
    if (!classes.includes('has-background-color')) return undefined;
    return (['error', 'warning'] as const).find((kind) => classes.includes(`${kind}-kind`));
  }

  /** Clicks it. */
  async click(): Promise<void> {
    await this.#label.click();
  }

  /** Hovers over it until its tooltip is open; the links in the tooltip can then be pressed. */
  async hover(): Promise<Locator> {
    await this.#label.hover();
    const tooltip = this.page.locator('.monaco-hover:visible');
    await tooltip.waitFor();
    return tooltip;
  }
}
