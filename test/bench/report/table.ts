import { markdownTable } from 'markdown-table';

/** Rows of a table, including its head. */
export type Rows = readonly (readonly string[])[];

/** A number with its unit, or a placeholder for no number. */
const numeric = /^(?:[-\u2212+\u00b1<>\u2264\u2265~\u2248]?\s?\d.*|[-\u2013\u2014]?|n\/a|not measured|none)$/;

/** Formats a table as Markdown, with right-aligned columns of figures. The head may have several rows. */
export function formatTable(rows: Rows, headRows = 1): string {
  const cells = rows.map((row) => row.map(clean));
  const body = cells.slice(headRows);
  const align = (cells[0] ?? []).map((_, column) =>
    column > 0 && body.every((row) => numeric.test(row[column] ?? '')) ? 'r' : 'l',
  );
  const lines = markdownTable(cells, { align }).split('\n');
  // The library puts the separator below the first row. Move it below the last row of the head.
  lines.splice(headRows, 0, ...lines.splice(1, 1));
  return lines.join('\n');
}

/** Puts a cell on one line and escapes its pipes, unless they are escaped already. */
function clean(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().replace(/\\?\|/g, '\\|');
}
