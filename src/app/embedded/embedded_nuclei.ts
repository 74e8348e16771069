/** What a viewer in a notebook or a report shows. */

/** An image and its nuclei, small enough to stand in a page. */
export interface EmbeddedNuclei {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Gray or RGB, 8 bits each. */
  readonly channels: 1 | 3;
  /** `width * height * channels` values by `packNumbers`, `step` as many as channels. */
  readonly pixels: string;
  /** `width * height` labels as 32-bit integers by `packNumbers`, `step` 1. */
  readonly labels: string;
}

/** A column of the table of nuclei, its cells as they are read. */
export interface EmbeddedColumn {
  readonly name: string;
  readonly numeric: boolean;
  /** One text a row. */
  readonly texts: readonly string[];
}

/** All that the page of a viewer is told. */
export interface EmbeddedPage extends EmbeddedNuclei {
  readonly title?: string;
  /** The nucleus of each row. */
  readonly rows: readonly number[];
  readonly columns: readonly EmbeddedColumn[];
}
