/**
 * Values of 1, 2 or 4 bits, each in a byte of its own.
 *
 * @param packed rows that begin at a byte each, the first value in the highest bits
 * @param width values a row
 */
export function unpackBits(
  packed: Uint8Array,
  width: number,
  height: number,
  bits: number,
): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(width * height);
  const rowBytes = Math.ceil(width * bits / 8);
  const most = 2 ** bits - 1;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = packed[y * rowBytes + Math.floor(x * bits / 8)]!;
      values[to++] = byte >> (8 - bits - x * bits % 8) & most;
    }
  }
  return values;
}

/** Values of few bits spread over 0..255, in place. */
export function spreadBits(values: Uint8Array, bits: number): void {
  const scale = 255 / (2 ** bits - 1);
  for (let i = 0; i < values.length; i++) values[i]! *= scale;
}
