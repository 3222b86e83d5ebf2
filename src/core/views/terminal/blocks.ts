import type { QrModules } from '../../code/modules';
import { quietZone } from '../../code/modules';

/** Cells of a terminal; a cell is about twice as high as it is wide. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * How a code is made of cells: `full` paints two for each module, which no font and no renderer can break; `half` puts
 * two modules, one above the other, into one, and needs a glyph that fills exactly half of it.
 */
export type BlockForm = 'full' | 'half';

/** Black and white whatever the theme says: a code in a theme's colours may be inverted or too pale for a camera. */
const ink = '0;0;0';
const paper = '255;255;255';
const reset = '\x1b[0m';
const background = (colour: string): string => `\x1b[48;2;${colour}m`;
const foreground = (colour: string): string => `\x1b[38;2;${colour}m`;

/** The cells that a code takes in a form, its quiet zone included. */
export function blockSize({ size }: Pick<QrModules, 'size'>, form: BlockForm): Size {
  const edge = size + 2 * quietZone;
  return form === 'full' ? { columns: 2 * edge, rows: edge } : { columns: edge, rows: Math.ceil(edge / 2) };
}

/** The largest form that fits; undefined where even the smaller one doesn't. */
export function fittingForm(modules: Pick<QrModules, 'size'>, room: Size): BlockForm | undefined {
  return (['full', 'half'] as const).find((form) => {
    const { columns, rows } = blockSize(modules, form);
    return columns <= room.columns && rows <= room.rows;
  });
}

/** The rows of cells that show a code, each ended by a reset of all colours. */
export function blocks(modules: QrModules, form: BlockForm): readonly string[] {
  const { rows } = blockSize(modules, form);
  const edge = modules.size + 2 * quietZone;
  const across = Array.from({ length: edge }, (_, x) => x);
  const colour = (x: number, y: number): string => (isDark(modules, x, y) ? ink : paper);
  return Array.from({ length: rows }, (_, row) => {
    const cells = across.map((x) =>
      form === 'full'
        ? { style: background(colour(x, row)), text: '  ' }
        : { style: background(colour(x, 2 * row + 1)) + foreground(colour(x, 2 * row)), text: '▀' },
    );
    const line = cells.map(({ style, text }, x) => (style === cells[x - 1]?.style ? text : style + text));
    return line.join('') + reset;
  });
}

/** Whether the module at a place that counts the quiet zone too is dark; what lies below it is light. */
function isDark({ size, isDark: dark }: QrModules, x: number, y: number): boolean {
  const [column, row] = [x - quietZone, y - quietZone];
  const inside = column >= 0 && row >= 0 && column < size && row < size;
  return inside && dark(column, row);
}
