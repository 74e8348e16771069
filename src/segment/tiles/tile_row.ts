/** How cores of tiles, and what they see, lie along one axis of an image; pixels. */
export interface TileRow {
  /** Of the image. */
  readonly length: number;
  /** What each tile answers for; the last for what is left. */
  readonly core: number;
  /** How many tiles. */
  readonly count: number;
  /** What each tile sees, at most. */
  readonly seen: number;
  /** What a tile sees beyond its core, at least, where the image goes on. */
  readonly margin: number;
  /** What all but `length` and `count` are multiples of. */
  readonly multiple: number;
}

/**
 * Shares a length out among tiles that answer for about as much each.
 *
 * @param tile the most that one may answer for
 * @param margin a multiple of `multiple`
 * @param multiple what the network's sizes must be multiples of
 */
export function layRow(
  length: number,
  tile: number,
  margin: number,
  multiple: number,
): TileRow {
  const whole = (value: number) => Math.ceil(value / multiple) * multiple;
  const core = whole(length / Math.ceil(length / whole(tile)));
  const seen = Math.min(whole(length), core + 2 * margin);
  return { length, core, count: Math.ceil(length / core), seen, margin, multiple };
}

/**
 * What a tile sees: its core and the margins. At the image's border it sees more on
 * the other side, so that all tiles are of one size, as engines keep memory by sizes;
 * and it begins at a multiple, so that pooling windows lie as in the whole image.
 *
 * @param index of the tile
 * @returns the first pixel, and how many
 */
export function seenBy(
  index: number,
  { length, core, seen, margin, multiple }: TileRow,
): [from: number, length: number] {
  const last = Math.ceil((length - seen) / multiple) * multiple;
  const from = Math.max(0, Math.min(index * core - margin, last));
  return [from, Math.min(seen, length - from)];
}
