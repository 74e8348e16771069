import type { Decoded } from "../decode_options.ts";
import type { FileFacts } from "../formats/describe_conversions.ts";
import type { ImageFormat } from "../formats/format.ts";
import type { Image } from "../image.ts";
import { Refusal } from "../formats/refusal.ts";

/** The pixels of a picture as screens show them: 8 bits a value, RGBA. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** `width * height * 4` values, not multiplied by alpha. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** What a person should know of how it was got. */
  readonly warning?: string;
}

/**
 * Decodes the first picture of a JPEG, WebP, GIF, BMP or PNG; throws where it cannot.
 * What files note of their orientation is taken out before.
 *
 * @param hasAlpha whether colours under what is not opaque must be right
 */
export type BitmapDecoder = (
  bytes: Uint8Array,
  type: string,
  hasAlpha: boolean,
) => Promise<Bitmap>;

/** How {@linkcode decodeImagePortably} decodes. */
export interface PortableOptions {
  /** The pictures that it does not decode itself; without it they are refused. */
  readonly decodeBitmap?: BitmapDecoder;
  /** A file with more pixels is refused before any is decoded. Default 2 ** 28. */
  readonly maxPixels?: number;
  /** A picture that is wider or higher is refused. Default: no limit but `maxPixels`. */
  readonly maxSide?: number;
}

/** What a decoder here gives: pixels and warnings, and what tells the conversions. */
export interface PortablePicture {
  readonly image: Image;
  readonly facts: FileFacts;
  readonly conversions?: Decoded["conversions"];
  readonly warnings?: Decoded["warnings"];
}

const count = (value: number) => value.toLocaleString("en-US");

/** @throws {Refusal} if the size that a header claims is beyond what is taken */
export function checkExtent(
  format: ImageFormat,
  { width, height }: { readonly width: number; readonly height: number },
  { maxPixels = 2 ** 28, maxSide = Infinity }: PortableOptions,
): void {
  const pixels = width * height;
  const limit = Math.max(width, height) > maxSide
    ? `a side of more than ${count(maxSide)} pixels`
    : pixels > maxPixels
    ? `${count(pixels)} pixels, more than the ${count(maxPixels)} that are taken`
    : undefined;
  if (limit === undefined) return;
  throw new Refusal(`a ${format} of ${width} x ${height}: ${limit}`, "too-large");
}
