/** One part of the report: what was measured, how, and what came out. Texts are Markdown of one line. */
export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
}

/** Figures as they are read, units in the column's name or the cell. The first column names the row. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A picture of figures, drawn as SVG. */
export type Chart = BarChart | LineChart;

interface Picture {
  /** Name of the file without its ending. */
  readonly file: string;
  readonly title: string;
  /** What the picture tells, for those who don't see it. */
  readonly alt: string;
}

/** Groups of horizontal bars. */
export interface BarChart extends Picture {
  readonly kind: 'bars';
  /** What the bars count, with its unit. */
  readonly axis: string;
  readonly groups: readonly string[];
  /** One value for each group; undefined where nothing was measured. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | undefined)[] }[];
  /** Logarithmic, for figures that lie orders of magnitude apart. */
  readonly logarithmic?: boolean;
}

/** Lines over a common axis. */
export interface LineChart extends Picture {
  readonly kind: 'lines';
  readonly across: string;
  readonly up: string;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** Tells how far a measurement is, in one short line. */
export type Progress = (text: string) => void;
