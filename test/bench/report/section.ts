/** One part of the report: what the bench measured, how, and the results. Each text is one line of Markdown. */
export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
}

/** A table of formatted figures, with units in the column’s title or in the cell. The first column names the row. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A chart of the figures, drawn as SVG. */
export type Chart = BarChart | LineChart;

interface Picture {
  /** Name of the file without its extension. */
  readonly file: string;
  readonly title: string;
  /** What the picture shows, for readers who can’t see it. */
  readonly alt: string;
}

/** Groups of horizontal bars. */
export interface BarChart extends Picture {
  readonly kind: 'bars';
  /** What the bars count, with its unit. */
  readonly axis: string;
  readonly groups: readonly string[];
  /** One value for each group, undefined if it was not measured. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | undefined)[] }[];
  /** For figures that differ by orders of magnitude. */
  readonly logarithmic?: boolean;
}

/** Lines over a common axis. */
export interface LineChart extends Picture {
  readonly kind: 'lines';
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** Reports the progress of a measurement, in one short line. */
export type Progress = (text: string) => void;
