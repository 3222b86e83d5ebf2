import type { GridCell, GridFrame } from '../../core/views/gridview';
import type { CellWishes } from './cell';
import { Cell } from './cell';

/** How long what is said is gathered, in ms: many places can change at once, and the last alone would be heard. */
const breath = 200;

/** The grid's page: places in their order, all of them or one alone. */
export class GridPage {
  readonly #list = byId('cells');
  readonly #heading = byId('heading');
  readonly #hint = document.createElement('p');
  readonly #back = document.createElement('button');
  readonly #announcer = byId('announcer');
  readonly #cells = new Map<string, Cell>();
  #alone: string | undefined;
  #said: string[] = [];

  constructor(private readonly wishes: (key: string) => Pick<CellWishes, 'press' | 'remove' | 'alone'>) {
    this.#back.type = 'button';
    this.#back.hidden = true;
    this.#back.addEventListener('click', () => {
      this.#showAlone(undefined);
    });
    byId('bar').append(this.#hint, this.#back);
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.#alone !== undefined) this.#showAlone(undefined);
    });
  }

  /** Arranges the places that there are now; those that stay keep what they show. */
  arrange({ keys, hint, back, tooSmall }: GridFrame): void {
    this.#hint.textContent = hint;
    this.#back.textContent = back;
    let left = false;
    for (const [key, cell] of this.#cells) {
      if (keys.includes(key)) continue;
      left ||= cell.element.contains(document.activeElement);
      cell.end();
      this.#cells.delete(key);
    }
    keys.forEach((key, index) => {
      const cell = this.#cells.get(key) ?? this.#make(key, tooSmall);
      if (this.#list.children[index] !== cell.element)
        this.#list.insertBefore(cell.element, this.#list.children[index] ?? null);
    });
    if (this.#alone !== undefined && !this.#cells.has(this.#alone)) this.#showAlone(undefined);
    if (left) this.#heading.focus();
  }

  /** Shows a place's view that was made so many milliseconds ago. */
  show(key: string, cell: GridCell, age: number): void {
    this.#cells.get(key)?.show(cell, age);
  }

  #make(key: string, tooSmall: string): Cell {
    const { press, remove, alone } = this.wishes(key);
    const cell = new Cell(
      {
        press,
        remove,
        alone: () => {
          if (this.#alone === key) return;
          this.#showAlone(key);
          alone();
        },
        say: (text) => {
          this.#say(text);
        },
      },
      tooSmall,
    );
    this.#cells.set(key, cell);
    if (this.#alone !== undefined) cell.place('hidden');
    return cell;
  }

  #showAlone(key: string | undefined): void {
    const before = this.#alone;
    this.#alone = key;
    document.body.classList.toggle('one', key !== undefined);
    this.#hint.hidden = key !== undefined;
    this.#back.hidden = key === undefined;
    for (const [each, cell] of this.#cells)
      cell.place(key === undefined ? 'among' : each === key ? 'alone' : 'hidden');
    if (key !== undefined) this.#back.focus();
    else if (before !== undefined) (this.#cells.get(before) ?? this.#heading).focus();
    if (key !== undefined) window.scrollTo(0, 0);
  }

  #say(text: string): void {
    if (this.#said.push(text) > 1) return;
    window.setTimeout(() => {
      this.#announcer.textContent = this.#said.join(' ');
      this.#said = [];
    }, breath);
  }
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The document has no #${id}`);
  return found;
}
