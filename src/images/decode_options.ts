import type { ImageFormat } from "./formats/format.ts";
import type { Image } from "./image.ts";
import { Refusal } from "./formats/refusal.ts";

/** How a file is decoded; all may be left out. */
export interface DecodeOptions {
  /**
   * A file with more pixels is refused before any is decoded, since few bytes can
   * stand for more than the memory holds. Default 268,435,456 (16,384 x 16,384).
   */
  readonly maxPixels?: number;
  /** Whether the picture is turned as its orientation tag says; default `apply`. */
  readonly orientation?: "apply" | "ignore";
  /**
   * Refuses values that 16 bits hold only when shifted or scaled: for masks and
   * labels. Default false.
   */
  readonly exact?: boolean;
}

/** The options, complete. */
export type DecodeSettings = Required<DecodeOptions>;

/** What a decoder gives: pixels, and what a {@linkcode ReadReport} needs. */
export interface Decoded {
  readonly image: Image;
  readonly conversions: readonly string[];
  readonly warnings: readonly string[];
}

const DEFAULT_MAX_PIXELS = 2 ** 28;

/** @throws {RangeError} if `maxPixels` is not a number above 0 */
export function completeOptions(
  { maxPixels = DEFAULT_MAX_PIXELS, orientation = "apply", exact = false }: DecodeOptions,
): DecodeSettings {
  if (!(maxPixels > 0)) {
    throw new RangeError(
      `Expected maxPixels to be a number greater than 0 but found ${maxPixels}`,
    );
  }
  return { maxPixels, orientation, exact };
}

/** @throws {Refusal} if the size that a header claims is beyond the limit */
export function checkPixelCount(
  format: ImageFormat,
  width: number,
  height: number,
  { maxPixels }: DecodeSettings,
): void {
  if (width * height <= maxPixels) return;
  const count = (value: number) => value.toLocaleString("en-US");
  throw new Refusal(
    `a ${format} of ${width} x ${height}, ${count(width * height)} pixels: more than ` +
      `the ${count(maxPixels)} that the option maxPixels allows`,
    "too-large",
  );
}
