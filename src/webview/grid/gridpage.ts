// src/webview/grid: the page of the QR grid.
import type { GridLayout } from '../../core/views/grid/gridprotocol';
import type { QrModules } from '../../core/code/modules';
import type { GridCell, GridFrame } from '../../core/views/grid/gridview';
import { byId } from '../byid';
import type { CellActions } from './cell';
import { Cell } from './cell';

/** How long announcements are gathered, in ms: many cells can change at once, and a screen reader would say only the last. */
const gatherTime = 200;
/** Time after scrolling until the position is saved, in ms. */
const saveTime = 200;

/** What ends the return to the saved position, since the user scrolls now. */
const scrolling = ['wheel', 'keydown', 'pointerdown', 'touchstart'] as const;

/** The grid's page: cells in their order, all of them or one alone. */
export class GridPage {
  readonly #list = byId('cells');
  readonly #heading = byId('heading');
  readonly #hint = document.createElement('p');
  readonly #back = document.createElement('button');
  readonly #announcer = byId('announcer');
  readonly #cells = new Map<string, Cell>();
  /** The keys of the cells that have shown nothing yet. */
  readonly #empty = new Set<string>();
  #alone: string | undefined;
  #gathered: string[] = [];
  /** Where the page scrolls to while its cells get their content, in pixels. */
  #returnTo: number | undefined;
  #saving: number | undefined;

  constructor(
    private readonly actionsOf: (key: string) => Pick<CellActions, 'press' | 'remove' | 'showAlone'>,
    /** The layout before the editor hid the page, which reloads it. */
    saved: GridLayout | undefined,
    private readonly save: (layout: GridLayout) => void,
  ) {
    this.#alone = saved?.alone;
    this.#returnTo = saved?.scroll;
    this.#back.type = 'button';
    this.#back.addEventListener('click', () => {
      this.#showAlone(undefined);
    });
    byId('bar').append(this.#hint, this.#back);
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.#alone !== undefined) this.#showAlone(undefined);
    });
    for (const event of scrolling)
      window.addEventListener(event, () => {
        this.#returnTo = undefined;
      });
    window.addEventListener('scroll', () => {
      if (this.#returnTo !== undefined) return;
      window.clearTimeout(this.#saving);
      this.#saving = window.setTimeout(() => {
        this.#save();
      }, saveTime);
    });
    this.#arrange();
  }

  /** Shows the cells of a frame; those that stay keep what they show. */
  arrange({ keys, hint, back, tooSmall }: GridFrame): void {
    this.#hint.textContent = hint;
    this.#back.textContent = back;
    let lostFocus = false;
    for (const [key, cell] of this.#cells) {
      if (keys.includes(key)) continue;
      lostFocus ||= cell.element.contains(document.activeElement);
      cell.end();
      this.#cells.delete(key);
      this.#empty.delete(key);
    }
    keys.forEach((key, index) => {
      const cell = this.#cells.get(key) ?? this.#make(key, tooSmall);
      if (this.#list.children[index] !== cell.element)
        this.#list.insertBefore(cell.element, this.#list.children[index] ?? null);
    });
    if (this.#alone !== undefined && !this.#cells.has(this.#alone)) this.#showAlone(undefined);
    if (lostFocus && document.hasFocus()) this.#heading.focus();
    this.#save();
    this.#scrollBack();
  }

  /** Shows a cell's view. `age` is the view's, in ms. */
  show(key: string, cell: GridCell, modules: QrModules | undefined, age: number): void {
    this.#cells.get(key)?.show(cell, modules, age);
    this.#empty.delete(key);
    this.#scrollBack();
  }

  #make(key: string, tooSmall: string): Cell {
    const { press, remove, showAlone } = this.actionsOf(key);
    const cell = new Cell(
      {
        press,
        remove,
        showAlone: () => {
          if (this.#alone === key) return;
          this.#showAlone(key);
          showAlone();
        },
        announce: (text) => {
          this.#announce(text);
        },
      },
      tooSmall,
    );
    this.#cells.set(key, cell);
    this.#empty.add(key);
    if (this.#alone !== undefined) cell.setDisplay(key === this.#alone ? 'alone' : 'hidden');
    return cell;
  }

  #showAlone(key: string | undefined): void {
    const before = this.#alone;
    this.#alone = key;
    this.#arrange();
    if (key !== undefined) this.#back.focus();
    else if (before !== undefined && document.hasFocus()) (this.#cells.get(before) ?? this.#heading).focus();
    if (key !== undefined) window.scrollTo(0, 0);
    this.#save();
  }

  #arrange(): void {
    const alone = this.#alone;
    document.body.classList.toggle('one', alone !== undefined);
    this.#hint.hidden = alone !== undefined;
    this.#back.hidden = alone === undefined;
    for (const [key, cell] of this.#cells)
      cell.setDisplay(alone === undefined ? 'beside' : key === alone ? 'alone' : 'hidden');
  }

  #scrollBack(): void {
    if (this.#returnTo === undefined) return;
    window.scrollTo(0, this.#returnTo);
    // Cells without their content are too low, and move the page when they get it.
    if (this.#empty.size === 0) this.#returnTo = undefined;
  }

  #save(): void {
    const scroll = this.#returnTo ?? window.scrollY;
    this.save({ scroll, ...(this.#alone !== undefined && { alone: this.#alone }) });
  }

  #announce(text: string): void {
    if (this.#gathered.push(text) > 1) return;
    window.setTimeout(() => {
      this.#announcer.textContent = this.#gathered.join(' ');
      this.#gathered = [];
    }, gatherTime);
  }
}
