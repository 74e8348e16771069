/** An image's values, row-major, channels last. */
export interface PatchSource {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** The place in 0..length-1 that mirrors at both ends lead to, as often as it takes. */
function mirror(place: number, length: number): number {
  const period = 2 * length;
  const folded = ((place % period) + period) % period;
  return folded < length ? folded : period - 1 - folded;
}

/**
 * Copies the square window around a pixel: of an even window, the pixel is the
 * first behind the middle. Beyond the border it sees the image mirrored across
 * it, the outermost pixels included.
 *
 * @param to filled from `at` on, row-major, channels last
 *
 * @example
 * ```ts
 * import { cutPatch } from "#karyon";
 * const image = { values: [1, 2, 3], width: 3, height: 1, channels: 1 };
 * const patch = new Float32Array(9);
 * cutPatch(image, { x: 0, y: 0, window: 3 }, patch);
 * if (patch.join() !== "1,1,2,1,1,2,1,1,2") throw new Error(patch.join());
 * ```
 */
export function cutPatch(
  { values, width, height, channels }: PatchSource,
  { x, y, window }: { readonly x: number; readonly y: number; readonly window: number },
  to: Float32Array,
  at = 0,
): void {
  const before = Math.floor(window / 2);
  const columns = Array.from(
    { length: window },
    (_, i) => mirror(x - before + i, width) * channels,
  );
  for (let row = 0; row < window; row++) {
    const start = mirror(y - before + row, height) * width * channels;
    for (const column of columns) {
      for (let c = 0; c < channels; c++) to[at++] = values[start + column + c]!;
    }
  }
}
