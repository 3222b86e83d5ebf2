import type { MonitorTable } from '../../core/views/monitorview';

/** A table in a frame that scrolls. A row that stays keeps its elements, so that a reader doesn't lose their place. */
export class Table {
  readonly frame = document.createElement('div');
  readonly #table = document.createElement('table');
  readonly #head = this.#table.createTHead().insertRow();
  readonly #body = this.#table.createTBody();

  constructor() {
    this.frame.className = 'table';
    // The keyboard must reach what scrolls.
    this.frame.tabIndex = 0;
    this.frame.role = 'group';
    this.frame.append(this.#table);
  }

  show({ caption, head, rows, none }: MonitorTable): void {
    const { frame } = this;
    const following = frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 1;
    frame.ariaLabel = caption;
    this.#table.createCaption().textContent = caption;
    if (this.#head.cells.length === 0)
      for (const name of head) {
        const cell = document.createElement('th');
        cell.scope = 'col';
        cell.textContent = name;
        this.#head.append(cell);
      }
    const shown = rows.length === 0 ? [[none]] : rows;
    for (const [index, row] of shown.entries())
      write(this.#body.rows[index] ?? this.#body.insertRow(), row, head.length);
    while (this.#body.rows.length > shown.length) this.#body.deleteRow(-1);
    if (following) frame.scrollTop = frame.scrollHeight;
  }
}

function write(row: HTMLTableRowElement, texts: readonly string[], width: number): void {
  while (row.cells.length > texts.length) row.deleteCell(-1);
  for (const [index, text] of texts.entries()) {
    const cell = row.cells[index] ?? row.insertCell();
    cell.colSpan = texts.length === 1 ? width : 1;
    if (cell.textContent !== text) cell.textContent = text;
  }
}
