/**
 * A tensor as a file of NumPy, `.npy`, version 1.0 of its format, which is what
 * bioimage.io's test tensors are.
 *
 * @param values float32, row-major, as many as the shape says
 *
 * Source: `numpy.lib.format`.
 */
export function encodeNpy(
  values: Float32Array,
  shape: readonly number[],
): Uint8Array<ArrayBuffer> {
  // Python writes a tuple of one with a comma.
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const facts = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sides}), }`;
  // The numbers start at a multiple of 64, and a line ends before them.
  const start = Math.ceil((10 + facts.length + 1) / 64) * 64;
  const header = `${facts.padEnd(start - 11)}\n`;
  const bytes = new Uint8Array(start + values.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    start,
  );
  return bytes;
}
