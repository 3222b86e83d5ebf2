import { markdownTable } from 'markdown-table';

/** Rows of a table, its head first. */
export type Rows = readonly (readonly string[])[];

/** A number with its unit, or a sign of there being none. */
const numeric = /^(?:[-\u2212+\u00b1<>\u2264\u2265~\u2248]?\s?\d.*|[-\u2013\u2014]?|n\/a|not measured|none)$/;

/** The table as Markdown, with columns of figures to the right; its head may take several rows. */
export function formatTable(rows: Rows, headRows = 1): string {
  const cells = rows.map((row) => row.map(clean));
  const body = cells.slice(headRows);
  const align = (cells[0] ?? []).map((_, column) =>
    column > 0 && body.every((row) => numeric.test(row[column] ?? '')) ? 'r' : 'l',
  );
  const lines = markdownTable(cells, { align }).split('\n');
  // The rule stands below the first row: it is moved below the last one of the head.
  lines.splice(headRows, 0, ...lines.splice(1, 1));
  return lines.join('\n');
}

/** What would end a cell before its time is escaped, unless the writer has done so. */
function clean(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().replace(/\\?\|/g, '\\|');
}
