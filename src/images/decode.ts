import sharp, { type Metadata, type Sharp } from "sharp";
import { InputError, messageOf } from "../base/mod.ts";
import { describeBytes, formatOf, isWholePng } from "./format.ts";
import type { Image } from "./image.ts";

/** What is read, for messages. */
const EXPECTED = "Expected a PNG, JPEG or TIFF image of 8 or 16 bits a channel";

/**
 * Decodes a PNG, JPEG or TIFF with the channels and the depth that it has.
 *
 * Gray stays 1 channel, gray with alpha 2, 16 bits stay 16; a palette becomes
 * RGB or RGBA, 1, 2 and 4 bits become 8, CMYK becomes RGB. Colour profiles and
 * orientation tags are not applied: the values are those that the file holds.
 *
 * @param bytes the whole file
 * @param name a path, or what else messages should call it
 * @throws {InputError} if the bytes are no such image, or not all of it
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
): Promise<Image> {
  const format = formatOf(bytes);
  if (format === undefined) {
    throw new InputError(`${EXPECTED} but found ${describeBytes(bytes)}`, {
      path: name,
    });
  }
  try {
    if (format === "PNG" && !isWholePng(bytes)) {
      throw new Error("its end is missing");
    }
    const open = () => sharp(bytes, { failOn: "error", ignoreIcc: true });
    const metadata = await open().metadata();
    const problem = problemWith(metadata);
    if (problem !== undefined) {
      throw new InputError(`${EXPECTED} but found a ${format} ${problem}`, {
        path: name,
      });
    }
    return await decodePixels(open(), metadata);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `${EXPECTED} but found a ${format} that cannot be read to its end (${
        messageOf(error).replaceAll("\n", " ").trim()
      })`,
      { path: name, cause: error },
    );
  }
}

/** Why a file that can be opened is not such an image, if it is not. */
function problemWith({ channels, depth, pages }: Metadata): string | undefined {
  if (depth !== "uchar" && depth !== "ushort") {
    return `with values of type ${depth}`;
  }
  if (channels > 4) return `with ${channels} channels`;
  // The first page alone would silently stand for a stack of planes.
  if (pages !== undefined && pages > 1) {
    return `that is a stack of ${pages} pictures`;
  }
  return undefined;
}

async function decodePixels(
  pipeline: Sharp,
  metadata: Metadata,
): Promise<Image> {
  const depth = metadata.depth === "ushort" ? 16 : 8;
  const channels = metadata.space === "cmyk" ? 3 : metadata.channels as Image["channels"];
  const isGray = channels < 3;
  // sharp's raw output is sRGB of 8 bits unless told otherwise; told "b-w" it
  // drops the alpha of 8-bit gray, which therefore comes as RGBA.
  const space = depth === 16
    ? (isGray ? "grey16" : "rgb16")
    : channels === 1
    ? "b-w"
    : "srgb";
  const { data, info } = await pipeline
    .toColourspace(space)
    .raw({ depth: depth === 16 ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const values = depth === 8
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint16Array(new Uint8Array(data).buffer);
  const alpha = channels === 2 || channels === 4;
  const kept = channels === 2 && info.channels === 4 ? grayAlphaOfRgba(values) : values;
  if (kept.length !== width * height * channels) {
    throw new Error(
      `decoding gave ${info.channels} channels instead of ${channels}`,
    );
  }
  return { data: kept, width, height, channels, depth, alpha };
}

function grayAlphaOfRgba(rgba: Uint8Array | Uint16Array): Uint8Array {
  const grayAlpha = new Uint8Array(rgba.length / 2);
  for (let i = 0, j = 0; i < rgba.length; i += 4) {
    grayAlpha[j++] = rgba[i]!;
    grayAlpha[j++] = rgba[i + 3]!;
  }
  return grayAlpha;
}
