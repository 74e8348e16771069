import type { DecodedFile } from "../decode.ts";
import { describeConversions } from "../formats/describe_conversions.ts";
import { describeBytes } from "../formats/foreign_files.ts";
import { formatOf, type ImageFormat } from "../formats/format.ts";
import { explainJpeg } from "../formats/jpeg_file.ts";
import { explainPng } from "../formats/png_file.ts";
import { explainTiff, readTiffDirectory } from "../formats/tiff_file.ts";
import { asUnreadable, UnreadableImage } from "../unreadable_image.ts";
import { decodeOther } from "./decode_other.ts";
import { decodePng } from "./decode_png.ts";
import type { PortableOptions, PortablePicture } from "./portable_options.ts";

/** Why a decoder gave up on a file, from the file itself. */
function explain(bytes: Uint8Array, format: ImageFormat): string {
  if (format === "PNG") return explainPng(bytes);
  if (format === "JPEG") return explainJpeg(bytes);
  return format === "TIFF" ? explainTiff(bytes) : "it is damaged or ends early";
}

async function decode(
  bytes: Uint8Array,
  format: ImageFormat,
  options: PortableOptions,
): Promise<PortablePicture> {
  if (format === "PNG") return await decodePng(bytes, options);
  if (format !== "TIFF") return await decodeOther(bytes, format, options);
  // The largest of the decoders is fetched for those who need it.
  const { decodeTiff } = await import("./decode_tiff.ts");
  return await decodeTiff(bytes, options);
}

/** Browsers differ in their words. */
const isOutOfMemory = (error: unknown) =>
  error instanceof Error && /allocat|out of memory/i.test(error.message);

/**
 * Decodes as {@linkcode decodeImageFile}, bit for bit, without native code: for
 * browsers.
 *
 * PNG and TIFF are decoded here. JPEG, WebP, GIF and BMP are checked here and decoded
 * by `decodeBitmap`, where rounding may differ by a level or two. The same goes for
 * TIFFs with JPEG inside; where its colours are coarser than its brightness, edges
 * differ by some more. TIFFs in CMYK or with fax codes are refused.
 *
 * @param bytes the whole file
 * @param name what messages should call it
 * @throws {UnreadableImage} if the bytes are no such image, not all of it, or a
 *   picture that is larger than `maxPixels` or `maxSide`
 *
 * @example
 * ```ts
 * import { createImage, decodeImagePortably, encodePng } from "#karyon";
 * const bytes = await encodePng(createImage(5, 4, 1, 16));
 * const { image } = await decodeImagePortably(bytes, "gray.png");
 * if (image.channels !== 1 || image.depth !== 16) throw new Error();
 * ```
 */
export async function decodeImagePortably(
  bytes: Uint8Array,
  name: string,
  options: PortableOptions = {},
): Promise<DecodedFile> {
  const format = formatOf(bytes);
  if (format === undefined) {
    throw new UnreadableImage("not-an-image", describeBytes(bytes), { path: name });
  }
  try {
    const picture = await decode(bytes, format, options);
    const directory = format === "TIFF" ? readTiffDirectory(bytes) : undefined;
    const words = describeConversions(bytes, format, picture.facts, directory, {
      orientation: "apply",
    });
    return {
      image: picture.image,
      report: {
        name,
        format,
        conversions: [...words.conversions, ...picture.conversions ?? []],
        warnings: [...words.warnings, ...picture.warnings ?? []],
      },
    };
  } catch (error) {
    // The machine's limits are no fault of the file.
    if (isOutOfMemory(error)) throw error;
    throw asUnreadable(error, format, name, () => explain(bytes, format));
  }
}
