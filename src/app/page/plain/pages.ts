/** A part of a long table. */
export interface Page {
  /** From 0. */
  readonly index: number;
  /** At least 1, also of nothing. */
  readonly pages: number;
  /** First row, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** The page of an index, which may lie outside and is brought in. */
export function cutPage(rows: number, size: number, index: number): Page {
  const pages = Math.max(1, Math.ceil(rows / size));
  const inside = Math.min(Math.max(0, index), pages - 1);
  const from = inside * size;
  return { index: inside, pages, from, to: Math.min(rows, from + size) };
}

/** The page that holds a row. */
export function pageOf(row: number, size: number): number {
  return Math.max(0, Math.floor(row / size));
}
