/** Values of an image or of a part of it, row-major, channels last. */
export interface NetworkValues {
  /** `width * height * 3` values in 0..1, as the network was trained on. */
  readonly data: Float32Array;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** Goes on beyond the border as in a mirror that stands on the last pixel. */
function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const at = index % period;
  return at < length ? at : period - at;
}

/**
 * A rectangle of an image, filled up at right and bottom by mirroring.
 *
 * @param corner its first column and row, inside the image
 * @param size its width and height, which may reach beyond the image
 */
export function cutMirrored(
  { data, width, height }: NetworkValues,
  [left, top]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number],
): Float32Array {
  const cut = new Float32Array(toWidth * toHeight * 3);
  const columns = Int32Array.from(
    { length: toWidth },
    (_, x) => 3 * mirrored(left + x, width),
  );
  let to = 0;
  for (let y = 0; y < toHeight; y++) {
    const row = 3 * width * mirrored(top + y, height);
    for (const column of columns) {
      cut[to++] = data[row + column]!;
      cut[to++] = data[row + column + 1]!;
      cut[to++] = data[row + column + 2]!;
    }
  }
  return cut;
}
