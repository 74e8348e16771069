import type { Walk } from "./turns.ts";

/** Where a tile lies, and what its pixels count. */
export interface TilePlace {
  /** Column and row of the image where it begins. */
  readonly left: number;
  readonly top: number;
  /** The weights of its columns and of its rows: a pixel counts their product. */
  readonly columns: Float64Array;
  readonly rows: Float64Array;
  /** What the whole tile counts. */
  readonly share: number;
}

/**
 * Adds what a network saw in a tile, turned back, to the maps of the image; what
 * lies beyond the image is left out.
 *
 * @param maps one a channel, row-major; changed
 * @param seen the turned tile's values, channels last
 * @param walk how the tile was turned
 */
export function addTile(
  maps: readonly Float32Array[],
  { width, height }: { readonly width: number; readonly height: number },
  seen: Float32Array,
  walk: Walk,
  { left, top, columns, rows, share }: TilePlace,
): void {
  const across = columns.length, channels = maps.length;
  for (let y = 0, from = 0; y < walk.height; y++) {
    let at = walk.start + y * walk.down;
    for (let x = 0; x < walk.width; x++, at += walk.right, from += channels) {
      const column = at % across, row = (at - column) / across;
      if (left + column >= width || top + row >= height) continue;
      const weight = columns[column]! * rows[row]! * share;
      if (weight === 0) continue;
      const to = (top + row) * width + left + column;
      for (let c = 0; c < channels; c++) maps[c]![to]! += weight * seen[from + c]!;
    }
  }
}
