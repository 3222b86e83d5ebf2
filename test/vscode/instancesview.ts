import type { Locator, Page } from 'playwright-core';
import type { Workbench } from './workbench';

/** How long something may take to be reached with the keys, in ms. */
const patience = 10_000;

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

  /** Waits until so many rows are selected. */
  async selected(count: number): Promise<void> {
    await this.tree
      .locator('.monaco-list-row.selected')
      .nth(count - 1)
      .waitFor();
  }

  /** Opens the menu of a row with the mouse, and takes an entry of it. */
  async choose(row: Locator, entry: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.#take(entry);
  }

  /** Takes an entry of the view's own menu. */
  async chooseForAll(entry: string): Promise<void> {
    const bar = this.#page.locator('.part.sidebar');
    await bar.hover();
    await bar.locator('.title .codicon-toolbar-more').click();
    await this.#take(entry);
  }

  /** Goes to a row with the arrow keys. */
  async walkTo(row: Locator): Promise<void> {
    await this.open();
    // Keys pressed before it has the focus go elsewhere.
    await this.tree.and(this.#page.locator(':focus')).waitFor();
    const deadline = Date.now() + patience;
    // Rows may change places meanwhile.
    for (let steps = 0; ; steps = (steps + 1) % 12) {
      if (steps === 0) await this.#page.keyboard.press('Home');
      const id = await this.tree.getAttribute('aria-activedescendant');
      if (id !== null && id === (await row.getAttribute('id'))) return;
      if (Date.now() > deadline) throw new Error('The row is not to be reached with the arrow keys.');
      await this.#page.keyboard.press('ArrowDown');
      await this.#page.waitForTimeout(50);
    }
  }

  /** Opens the menu of what the keyboard is at, and takes an entry of it without the mouse. */
  async chooseByKeyboard(entry: string): Promise<void> {
    await this.#page.keyboard.press('Shift+F10');
    await this.#take(entry);
  }

  /** The number on the activity bar's icon; undefined without one. */
  async badge(): Promise<number | undefined> {
    const tab = this.#page.getByRole('tab', { name: /^WhatsApp/ });
    const content = tab.locator('.badge-content');
    const text = (await content.count()) > 0 ? await content.first().textContent() : null;
    return text === null || text === '' ? undefined : Number(text);
  }

  /** Takes an entry of the menu that is open, once the keyboard is there: for a moment after it has opened a menu takes no click. */
  async #take(entry: string): Promise<void> {
    const item = this.#page.getByRole('menuitem', { name: entry, exact: true });
    await item.waitFor();
    const deadline = Date.now() + patience;
    while (!(await item.evaluate((element) => element.contains(document.activeElement)))) {
      if (Date.now() > deadline) throw new Error('The entry is not to be reached with the arrow keys.');
      await this.#page.keyboard.press('ArrowDown');
      await this.#page.waitForTimeout(50);
    }
    await this.#page.keyboard.press('Enter');
  }
}
