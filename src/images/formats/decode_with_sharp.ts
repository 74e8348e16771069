import type { Metadata, SharpOptions } from "sharp";
import { checkPixelCount, type Decoded, type DecodeSettings } from "../decode_options.ts";
import { describeConversions } from "./describe_conversions.ts";
import type { ImageFormat } from "./format.ts";
import type { Image } from "../image.ts";
import { chunkTypes, readPngHeader } from "./png_file.ts";
import { Damage } from "./refusal.ts";
import { decodePixels, open } from "./sharp_pixels.ts";
import { decodeSignedTiff, decodeWideTiff } from "./decode_numeric_tiff.ts";
import { readTiffDirectory, type TiffDirectory } from "./tiff_file.ts";
import { isNumericTiff, refuseOddTiff } from "./tiff_refusals.ts";

/** Decodes what sharp can: all formats but BMP. */
export async function decodeWithSharp(
  bytes: Uint8Array,
  format: ImageFormat,
  settings: DecodeSettings,
): Promise<Decoded> {
  const directory = format === "TIFF" ? readTiffDirectory(bytes) : undefined;
  // Sizes that a header claims come first: a decoder may stumble over large ones.
  const header = format === "PNG" ? readPngHeader(bytes) : directory;
  if (header) checkPixelCount(format, header.width, header.height, settings);
  if (directory) refuseOddTiff(directory);
  if (format === "PNG" && !chunkTypes(bytes).has("IEND")) {
    throw new Damage("its end is missing");
  }
  const metadata = await open(bytes).metadata();
  checkPixelCount(format, metadata.width, metadata.height, settings);
  const words = describeConversions(bytes, format, metadata, directory, settings);
  if (directory && isNumericTiff(directory)) {
    const decodeNumeric = directory.bits === 32 ? decodeWideTiff : decodeSignedTiff;
    return await decodeNumeric(bytes, directory, metadata, settings, words);
  }
  const { image, warning } = await decodeTolerantly(
    bytes,
    format,
    metadata,
    settings,
    directory,
  );
  return warning === undefined
    ? { image, ...words }
    : { image, ...words, warnings: [...words.warnings, warning] };
}

/**
 * A JPEG may hold garbage that its decoder steps over with a warning: it is
 * read, and the warning is passed on.
 */
async function decodeTolerantly(
  bytes: Uint8Array,
  format: ImageFormat,
  metadata: Metadata,
  settings: DecodeSettings,
  directory: TiffDirectory | undefined,
): Promise<{ image: Image; warning?: string }> {
  const decode = (failOn: SharpOptions["failOn"]) =>
    decodePixels(open(bytes, failOn), metadata, settings, directory);
  if (format !== "JPEG") return { image: await decode("error") };
  try {
    return { image: await decode("warning") };
  } catch {
    const image = await decode("error");
    return { image, warning: "The JPEG is damaged, yet it could be read: look at it." };
  }
}
