import { decodeBmp } from "./formats/decode_bmp.ts";
import { completeOptions, type DecodeOptions } from "./decode_options.ts";
import { decodeWithSharp } from "./formats/decode_with_sharp.ts";
import { explainDamage } from "./formats/explain_damage.ts";
import { describeBytes } from "./formats/foreign_files.ts";
import { formatOf } from "./formats/format.ts";
import type { Image } from "./image.ts";
import type { ReadReport } from "./read_report.ts";
import { asUnreadable, UnreadableImage } from "./unreadable_image.ts";

/** An image, and what reading it found and did. */
export interface DecodedFile {
  readonly image: Image;
  readonly report: ReadReport;
}

/**
 * Decodes an image file with the channels and the depth that it has.
 *
 * PNG, JPEG, WebP, GIF, BMP and TIFF. Gray stays 1 channel, gray with alpha 2,
 * 16 bits stay 16. What needs converting is converted: a palette becomes RGB,
 * RGBA or, in a BMP of grays alone, gray; 1, 2 and 4 bits become 8; CMYK becomes
 * RGB; signed integers become unsigned, 32 bits become 16; the picture is turned
 * as its orientation tag says. Of several pages or frames the first is read.
 * Colour profiles are not applied: the values are those that the file holds.
 * {@linkcode decodeImageFile} also tells which of these were done.
 *
 * @param bytes the whole file
 * @param name a path, or what else messages should call it
 * @throws {UnreadableImage} if the bytes are no such image, not all of it, or more
 *   pixels than `maxPixels`; it is an {@linkcode InputError}
 * @throws {RangeError} if `maxPixels` is not a number greater than 0
 *
 * @example
 * ```ts
 * import { createImage, decodeImage, encodePng } from "#karyon";
 * const bytes = await encodePng(createImage(5, 4, 1, 16));
 * const image = await decodeImage(bytes, "gray.png");
 * if (image.channels !== 1 || image.depth !== 16) throw new Error();
 * ```
 */
export async function decodeImage(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
): Promise<Image> {
  return (await decodeImageFile(bytes, name, options)).image;
}

/**
 * Decodes as {@linkcode decodeImage}, and reports the file's format, what was
 * converted and what a user should know.
 *
 * @throws {UnreadableImage} as {@linkcode decodeImage}
 * @throws {RangeError} as {@linkcode decodeImage}
 *
 * @example
 * ```ts
 * import { createImage, decodeImageFile, encodePng } from "#karyon";
 * const bytes = await encodePng(createImage(5, 4, 3));
 * const { report } = await decodeImageFile(bytes, "a.png");
 * if (report.format !== "PNG" || report.conversions.length > 0) throw new Error();
 * ```
 */
export async function decodeImageFile(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
): Promise<DecodedFile> {
  const settings = completeOptions(options);
  const format = formatOf(bytes);
  if (format === undefined) {
    throw new UnreadableImage("not-an-image", describeBytes(bytes), { path: name });
  }
  try {
    const { image, conversions, warnings } = format === "BMP"
      ? await decodeBmp(bytes, settings)
      : await decodeWithSharp(bytes, format, settings);
    return { image, report: { name, format, conversions, warnings } };
  } catch (error) {
    throw asUnreadable(error, format, name, () => explainDamage(bytes, format));
  }
}
