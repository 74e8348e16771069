import type { Metadata } from "sharp";
import type { Decoded, DecodeSettings } from "../decode_options.ts";
import { fitInto16Bits } from "./fit_into_16_bits.ts";
import { fitSigned } from "./fit_signed.ts";
import type { Image } from "../image.ts";
import { decodePixels, open } from "./sharp_pixels.ts";
import type { TiffDirectory } from "./tiff_file.ts";
import { describeWideTiff } from "./tiff_refusals.ts";

/**
 * Signed integers of 8 or 16 bits. The decoder would clip those below 0; told
 * that they are unsigned, it gives every bit as it is.
 */
export async function decodeSignedTiff(
  bytes: Uint8Array,
  directory: TiffDirectory,
  _: Metadata,
  settings: DecodeSettings,
  { conversions, warnings }: Omit<Decoded, "image">,
): Promise<Decoded> {
  const { bits, littleEndian, sampleFormatAt } = directory;
  const unsigned = bytes.slice();
  const view = new DataView(unsigned.buffer);
  for (const at of sampleFormatAt) view.setUint16(at, 1, littleEndian);
  const metadata = await open(unsigned).metadata();
  const image = await decodePixels(open(unsigned), metadata, settings, directory);
  const conversion = fitSigned(image.data, bits, settings.exact);
  return { image, conversions: [...conversions, conversion], warnings };
}

/** Floats and integers of 32 bits, brought to 16. */
export async function decodeWideTiff(
  bytes: Uint8Array,
  directory: TiffDirectory,
  metadata: Metadata,
  { exact, orientation }: DecodeSettings,
  { conversions, warnings }: Omit<Decoded, "image">,
): Promise<Decoded> {
  const { kind, isRgb } = describeWideTiff(directory);
  const pipeline = open(bytes);
  if (orientation === "apply" && (metadata.orientation ?? 1) > 1) pipeline.autoOrient();
  const { data, info } = await pipeline
    .toColourspace(isRgb ? "scrgb" : "b-w")
    .raw({ depth: "double" }) // which holds floats and integers of 32 bits exactly
    .toBuffer({ resolveWithObject: true });
  const fitted = fitInto16Bits(
    new Float64Array(new Uint8Array(data).buffer),
    kind,
    exact,
  );
  const { width, height } = info;
  const image: Image = {
    data: fitted.data,
    width,
    height,
    channels: isRgb ? 3 : 1,
    depth: 16,
    alpha: false,
  };
  return { image, conversions: [...conversions, fitted.conversion], warnings };
}
