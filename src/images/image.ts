/**
 * Pixels in memory, as the file had them.
 *
 * Row-major with channels last: the value of channel c at column x of row y is
 * `data[(y * width + x) * channels + c]`, and `data.length` is
 * `width * height * channels`. Values are 0..255 in a `Uint8Array` (depth 8) or
 * 0..65535 in a `Uint16Array` (depth 16).
 *
 * @example
 * ```ts
 * import { createImage } from "#karyon";
 * const image = createImage(4, 3, 3);
 * image.data[(2 * image.width + 1) * image.channels] = 255; // red at column 1, row 2
 * if (image.data.length !== 36 || image.alpha) throw new Error();
 * ```
 */
export interface Image {
  readonly data: Uint8Array | Uint16Array;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** 1 is gray, 2 gray and alpha, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Bits a channel. */
  readonly depth: 8 | 16;
  /** Whether the last channel is alpha: so with 2 and 4 channels. */
  readonly alpha: boolean;
}
