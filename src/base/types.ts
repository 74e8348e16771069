/** One row of a table: plain values by column name. */
export type Row = Record<string, string | number | boolean | null>;

/** A plain table, as charts, `show()` and JSON take it. */
export type Table = readonly Row[];

/** Called while work goes on: `done` of `total` steps, and a word on them. */
export type OnProgress = (done: number, total: number, note?: string) => void;

/** A finished picture: self-contained SVG with what a reader needs to know. */
export interface Chart {
  /** SVG text, with its `xmlns`, on a white background. */
  readonly svg: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Names n, split and metric. */
  readonly caption: string;
  /** What a person who cannot see the picture should know. */
  readonly alt: string;
  /** The numbers that it draws, as they were given or binned; pictures have none. */
  readonly data?: Table;
}
