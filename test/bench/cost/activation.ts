/** The activation times of an extension in ms, as the editor measured them. */
export interface Activation {
  /** The time to load and run its code. */
  readonly load: number;
  /** The time until its `activate` returned. */
  readonly call: number;
  /** The time from then until the promise that `activate` returned was settled. */
  readonly finish: number;
}

/** Finds an extension in the editor’s startup report. Undefined if the report has no figures for it. */
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
