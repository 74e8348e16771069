import type { Image } from "../image.ts";
import { readExifOrientation } from "../formats/jpeg_file.ts";
import {
  explainPng,
  explainPngHeader,
  type PngChunk,
  pngChunks,
  type PngHeader,
  readPngHeader,
} from "../formats/png_file.ts";
import { Damage } from "../formats/refusal.ts";
import { decodeBitmapImage } from "./decode_bitmap_image.ts";
import { hasAllLines } from "./png_lines.ts";
import { decodePngValues, GRAY, PALETTE, withoutNotes } from "./decode_png_values.ts";
import {
  checkExtent,
  type PortableOptions,
  type PortablePicture,
} from "./portable_options.ts";
import { turnImage } from "./turn_image.ts";

const contentOf = (bytes: Uint8Array, { at, length }: PngChunk) =>
  bytes.subarray(at + 8, at + 8 + length);

/** Decodes a PNG of any kind, animated ones by their still picture. */
export async function decodePng(
  bytes: Uint8Array,
  options: PortableOptions,
): Promise<PortablePicture> {
  const header = readPngHeader(bytes);
  if (header === undefined) throw new Damage(explainPng(bytes));
  checkExtent("PNG", header, options);
  const chunks = [...pngChunks(bytes)];
  const contentsOf = (type: string) =>
    chunks.filter((chunk) => chunk.type === type).map((chunk) => contentOf(bytes, chunk));
  if (contentsOf("IEND").length === 0) throw new Damage("its end is missing");
  const fault = explainPngHeader(header);
  if (fault !== undefined) throw new Damage(fault);
  const { colorType, bits, isInterlaced } = header;
  if (colorType === PALETTE && contentsOf("PLTE").length === 0) {
    throw new Damage(explainPng(bytes));
  }
  const [transparency] = contentsOf("tRNS");
  const [exif] = contentsOf("eXIf");
  const orientation = exif === undefined ? 1 : readExifOrientation(exif);
  // The decoder puts the passes of less than a byte a pixel together wrongly.
  const isLeft = isInterlaced && bits < 8;
  const stored = isLeft
    ? await decodeBitmapImage(withoutNotes(bytes, chunks), options, {
      type: "image/png",
      channels: channelsOf(header, transparency !== undefined),
    })
    : decodePngValues(bytes, header, chunks, transparency);
  if (!hasAllLines(header, contentsOf("IDAT"))) throw new Damage(explainPng(bytes));
  const image = turnImage(stored, orientation);
  return {
    image,
    facts: {
      channels: image.channels,
      hasAlpha: image.alpha,
      isPalette: colorType === PALETTE,
      bitsPerSample: bits,
      orientation,
    },
  };
}

function channelsOf({ colorType }: PngHeader, isTransparent: boolean): Image["channels"] {
  if (colorType === GRAY) return isTransparent ? 2 : 1;
  return isTransparent ? 4 : 3;
}
