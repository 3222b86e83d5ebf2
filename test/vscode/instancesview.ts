import type { Locator, Page } from 'playwright-core';
import { retry } from './retry';
import type { Workbench } from './workbench';

/** How long it may take to reach something with the keyboard, in ms: on a busy machine a step takes a second. */
const timeout = 30_000;
/** How long it may take until a row looks selected, has the focus or shows its buttons, in ms. */
const stepTime = 3_000;

/** The instances view in the side bar, as a person uses it. */
export class InstancesView {
  /** Its rows. */
  readonly tree: Locator;
  readonly #page: Page;

  constructor(private readonly workbench: Workbench) {
    this.#page = workbench.page;
    this.tree = this.#page.getByRole('tree', { name: /Instances|WhatsApp/ });
  }

  /** Shows the view and gives it the focus. */
  async open(): Promise<void> {
    await this.workbench.runCommand('WhatsApp: Focus on Instances View');
  }

  /** The row with this label, state or account. */
  row(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }

  /** Waits until this many rows are selected. */
  async selected(count: number, timeout?: number): Promise<void> {
    await this.tree
      .locator('.monaco-list-row.selected')
      .nth(count - 1)
      .waitFor({ ...(timeout !== undefined && { timeout }) });
  }

  /** Selects the rows from one to another with the mouse. */
  async selectRange(first: Locator, last: Locator, count: number): Promise<void> {
    // Rows that are drawn again between the two clicks lose the selection.
    await retry(timeout, async () => {
      await first.click();
      await last.click({ modifiers: ['Shift'] });
      await this.selected(count, stepTime);
    });
  }

  /** Selects only this row. A plain click would also run the row's command. */
  async selectOnly(row: Locator): Promise<void> {
    const selected = this.tree.locator('.monaco-list-row.selected');
    await this.walkTo(row);
    // A row that is drawn again at that moment may make room for another one.
    await retry(timeout, async () => {
      await this.#page.keyboard.press('Escape');
      await selected.first().waitFor({ state: 'detached' });
      await row.click({ modifiers: ['ControlOrMeta'] });
      await selected.and(row).waitFor({ timeout: stepTime });
    });
  }

  /** Selects only these two rows. */
  async selectBoth(one: Locator, other: Locator): Promise<void> {
    // A row that is drawn again between the clicks loses the selection.
    await retry(timeout, async () => {
      await this.selectOnly(one);
      await other.click({ modifiers: ['ControlOrMeta'] });
      await this.selected(2, stepTime);
    });
  }

  /** Opens the context menu of a row with the mouse, and selects an entry. */
  async choose(row: Locator, entry: string): Promise<void> {
    const menu = this.#page.locator('.monaco-menu');
    // A row that is drawn again at that moment may make room for another one, which then has the menu and the focus.
    await retry(timeout, async () => {
      await row.click({ button: 'right' });
      await menu.waitFor({ timeout: stepTime });
      if (await this.tree.locator('.monaco-list-row.focused').and(row).isVisible()) return;
      await this.#page.keyboard.press('Escape');
      throw new Error('Another row has the menu.');
    });
    await this.#select(entry);
  }

  /** Selects an entry of the view's own menu. */
  async chooseForAll(entry: string): Promise<void> {
    const bar = this.#page.locator('.part.sidebar');
    await bar.hover();
    await bar.locator('.title .codicon-toolbar-more').click();
    await this.#select(entry);
    // The button's hover would cover what opens below it.
    await this.#page.mouse.move(0, 0);
  }

  /** Presses a button at the end of a row, which is there only while the pointer is over the row. */
  async pressRowButton(row: Locator, name: string): Promise<void> {
    // A row that is drawn again or moves loses the pointer.
    await retry(timeout, async () => {
      await row.hover();
      await row.getByRole('button', { name, exact: true }).click({ timeout: stepTime });
    });
  }

  /** Moves to the last row with the End key. */
  async walkToEnd(last: Locator): Promise<void> {
    const focused = this.tree.locator('.monaco-list-row.focused').and(last);
    // Rows may be added in the meantime.
    await retry(timeout, async () => {
      await this.tree.focus();
      await this.#page.keyboard.press('End');
      await focused.waitFor({ timeout: stepTime });
    });
  }

  /** Presses a button of the view's toolbar. */
  async pressButton(name: string): Promise<void> {
    const bar = this.#page.locator('.part.sidebar');
    await bar.hover();
    await bar.locator('.title').getByRole('button', { name, exact: true }).click();
  }

  /** Moves to a row with the arrow keys. */
  async walkTo(row: Locator): Promise<void> {
    await this.open();
    // Keys pressed before the view has the focus would reach something else.
    await this.tree.and(this.#page.locator(':focus')).waitFor();
    const deadline = Date.now() + timeout;
    // Rows may move in the meantime.
    for (let steps = 0; ; steps = (steps + 1) % 12) {
      if (steps === 0) await this.#page.keyboard.press('Home');
      const id = await this.tree.getAttribute('aria-activedescendant');
      if (id !== null && id === (await row.getAttribute('id'))) return;
      if (Date.now() > deadline) throw new Error('The row can’t be reached with the arrow keys.');
      await this.#page.keyboard.press('ArrowDown');
      await this.#page.waitForTimeout(50);
    }
  }

  /** Opens the context menu of the focused row, and selects an entry without the mouse. */
  async chooseByKeyboard(entry: string): Promise<void> {
    await this.#page.keyboard.press('Shift+F10');
    await this.#select(entry);
  }

  /** The number on the icon in the activity bar; undefined if there is none. */
  async badge(): Promise<number | undefined> {
    const tab = this.#page.getByRole('tab', { name: /^WhatsApp/ });
    const content = tab.locator('.badge-content');
    const text = (await content.count()) > 0 ? await content.first().textContent() : null;
    return text === null || text === '' ? undefined : Number(text);
  }

  /** Selects an entry of the open menu with the keyboard: for a moment after it opens, a menu ignores clicks. */
  async #select(entry: string): Promise<void> {
    const item = this.#page.getByRole('menuitem', { name: entry, exact: true });
    await item.waitFor();
    const deadline = Date.now() + timeout;
    while (!(await item.evaluate((element) => element.contains(document.activeElement)))) {
      if (Date.now() > deadline) throw new Error('The entry can’t be reached with the arrow keys.');
      await this.#page.keyboard.press('ArrowDown');
      await this.#page.waitForTimeout(50);
    }
    await this.#page.keyboard.press('Enter');
  }
}
