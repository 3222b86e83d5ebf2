import type { QrModules } from '../../code/modules';
import { isDark, quietZone } from '../../code/modules';

/** A size in terminal cells; a cell is about twice as high as it is wide. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * How a code is drawn with cells. `full` paints two cells for each module, which works with every font and renderer. `half`
 * puts two modules, one above the other, into one cell, and needs a glyph that fills exactly half of the cell.
 */
export type BlockForm = 'full' | 'half';

/** Always black and white: in the theme's colors a code could be inverted or too pale for a camera. */
const ink = '0;0;0';
const paper = '255;255;255';
const reset = '\x1b[0m';
const background = (color: string): string => `\x1b[48;2;${color}m`;
const foreground = (color: string): string => `\x1b[38;2;${color}m`;

/** The size of a code in a form, including its quiet zone. */
export function blockSize({ size }: Pick<QrModules, 'size'>, form: BlockForm): Size {
  const edge = size + 2 * quietZone;
  return form === 'full' ? { columns: 2 * edge, rows: edge } : { columns: edge, rows: Math.ceil(edge / 2) };
}

/** The largest form that fits; undefined if even the smaller one doesn't. */
export function fittingForm(modules: Pick<QrModules, 'size'>, room: Size): BlockForm | undefined {
  return (['full', 'half'] as const).find((form) => {
    const { columns, rows } = blockSize(modules, form);
    return columns <= room.columns && rows <= room.rows;
  });
}

/** The rows of cells that show a code; each row ends with a reset of all colors. */
export function blocks(modules: QrModules, form: BlockForm): readonly string[] {
  const { rows } = blockSize(modules, form);
  const edge = modules.size + 2 * quietZone;
  const across = Array.from({ length: edge }, (_, x) => x);
  const color = (x: number, y: number): string => (isInk(modules, x, y) ? ink : paper);
  return Array.from({ length: rows }, (_, row) => {
    const cells = across.map((x) =>
      form === 'full'
        ? { style: background(color(x, row)), text: '  ' }
        : { style: background(color(x, 2 * row + 1)) + foreground(color(x, 2 * row)), text: '▀' },
    );
    const line = cells.map(({ style, text }, x) => (style === cells[x - 1]?.style ? text : style + text));
    return line.join('') + reset;
  });
}

/** Whether the module at a position, counted with the quiet zone, is dark; outside the code everything is light. */
function isInk(modules: QrModules, x: number, y: number): boolean {
  const { size } = modules;
  const [column, row] = [x - quietZone, y - quietZone];
  const inside = column >= 0 && row >= 0 && column < size && row < size;
  return inside && isDark(modules, column, row);
}
