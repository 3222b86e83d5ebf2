/** How long an extension took to be active, in ms, as the editor measured it. */
export interface Activation {
  /** Loading and running its code. */
  readonly load: number;
  /** Its `activate` until it returned. */
  readonly call: number;
  /** Until what `activate` returned was done. */
  readonly finish: number;
}

/** Finds an extension in the editor's report on its start; undefined if the report doesn't name it. */
export function findActivation(report: string, extension: string): Activation | undefined {
  const table = report.slice(report.indexOf('Extension Activation Stats'));
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const head = rows.find((cells) => cells.includes('Load Code'));
  const row = rows.find((cells) => cells.includes(extension));
  const cell = (column: string): number => {
    const text = row?.[head?.indexOf(column) ?? -1];
    return text ? Number(text) : Number.NaN;
  };
  const found = { load: cell('Load Code'), call: cell('Call Activate'), finish: cell('Finish Activate') };
  return Object.values(found).every(Number.isFinite) ? found : undefined;
}
