import type { Locator, Page } from 'playwright-core';
import type { Workbench } from './workbench';

/** The instances view in the side bar, as a person uses it. */
export class InstancesView {
  /** Its rows. */
  readonly tree: Locator;
  readonly #page: Page;

  constructor(private readonly workbench: Workbench) {
    this.#page = workbench.page;
    this.tree = this.#page.getByRole('tree', { name: /Instances|WhatsApp/ });
  }

  /** Brings the view into sight and gives it the focus. */
  async open(): Promise<void> {
    await this.workbench.runCommand('WhatsApp: Focus on Instances View');
  }

  /** The row whose label, state or account is that text. */
  row(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }

  /** Opens the menu of a row and takes an entry of it. */
  async choose(row: Locator, entry: string): Promise<void> {
    await row.click({ button: 'right' });
    // For a moment after it has opened a menu takes no click, which may have been meant for what was below.
    await this.#page.getByRole('menuitem', { name: entry }).hover();
    await this.#page.keyboard.press('Enter');
  }

  /** The number on the activity bar's icon; undefined without one. */
  async badge(): Promise<number | undefined> {
    const tab = this.#page.getByRole('tab', { name: /^WhatsApp/ });
    const content = tab.locator('.badge-content');
    const text = (await content.count()) > 0 ? await content.first().textContent() : null;
    return text === null || text === '' ? undefined : Number(text);
  }
}
