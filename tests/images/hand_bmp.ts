/** A BMP writer of a few lines: what sharp cannot write. */

/**
 * A BMP from the bytes of its rows, the lowest row first, each without filling.
 *
 * @param height below 0 where the rows are given from the top
 * @param palette blue, green, red and 0 of each entry
 */
export function handBmp(
  width: number,
  height: number,
  bits: number,
  rows: readonly (readonly number[])[],
  palette: readonly number[] = [],
  compression = 0,
): Uint8Array {
  const filled = rows.flatMap((row) => [...row, ...Array(-row.length & 3).fill(0)]);
  const offset = 54 + palette.length;
  const bytes = new Uint8Array(offset + filled.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  const numbers: [at: number, value: number][] = [
    [2, bytes.length],
    [10, offset],
    [14, 40], // bytes of the second header
    [18, width],
    [22, height],
    [26, 1 + bits * 65536], // planes, bits a pixel
    [30, compression],
    [34, filled.length],
    [46, palette.length / 4],
  ];
  for (const [at, value] of numbers) view.setInt32(at, value, true);
  bytes.set(palette, 54);
  bytes.set(filled, offset);
  return bytes;
}
