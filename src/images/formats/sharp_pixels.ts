import sharp, { type Metadata, type Sharp, type SharpOptions } from "sharp";
import type { DecodeSettings } from "../decode_options.ts";
import type { Image } from "../image.ts";
import { Refusal } from "./refusal.ts";
import type { TiffDirectory } from "./tiff_file.ts";

/** Opens a file in the one way that all decoding here uses. */
export function open(
  bytes: Uint8Array,
  failOn: SharpOptions["failOn"] = "error",
): Sharp {
  // The number of pixels is checked already, by a limit that a user can raise.
  return sharp(bytes, {
    failOn,
    ignoreIcc: true,
    limitInputPixels: false,
    unlimited: true,
  });
}

/** The pixels of 8 or 16 unsigned bits, with the channels that the file has. */
export async function decodePixels(
  pipeline: Sharp,
  metadata: Metadata,
  { orientation }: DecodeSettings,
  directory: TiffDirectory | undefined,
): Promise<Image> {
  if (metadata.depth !== "uchar" && metadata.depth !== "ushort") {
    throw new Refusal(`values of type ${metadata.depth}`);
  }
  const depth = metadata.depth === "ushort" ? 16 : 8;
  const channels = metadata.space === "cmyk" ? 3 : metadata.channels as Image["channels"];
  // Gray of 3 channels: sharp takes all but the first for extra ones.
  const isGray = channels < 3 || (directory !== undefined && directory.photometric <= 1);
  // sharp's raw output is sRGB of 8 bits unless told otherwise; told "b-w" it
  // drops all channels of 8 bits but the first, which therefore come with RGB.
  const space = depth === 16
    ? (isGray ? "grey16" : "rgb16")
    : channels === 1
    ? "b-w"
    : "srgb";
  if (orientation === "apply" && (metadata.orientation ?? 1) > 1) pipeline.autoOrient();
  const { data, info } = await pipeline
    .toColourspace(space)
    .raw({ depth: depth === 16 ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const values = depth === 8
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint16Array(new Uint8Array(data).buffer);
  const alpha = channels === 2 || channels === 4;
  const kept = isGray && channels > 1 && info.channels === channels + 2
    ? withoutRepeats(values, info.channels)
    : values;
  if (kept.length !== width * height * channels) {
    throw new Error(`decoding gave ${info.channels} channels instead of ${channels}`);
  }
  return { data: kept, width, height, channels, depth, alpha };
}

/** Gray and the channels after it, of pixels that hold the gray three times. */
function withoutRepeats(
  values: Uint8Array | Uint16Array,
  channels: number,
): Uint8Array | Uint16Array {
  const kept = values.slice(0, values.length / channels * (channels - 2));
  for (let from = 0, to = 0; from < values.length; from += channels) {
    kept[to++] = values[from]!;
    for (let c = 3; c < channels; c++) kept[to++] = values[from + c]!;
  }
  return kept;
}
