import { checkPixelCount, type Decoded, type DecodeSettings } from "../decode_options.ts";
import type { Image } from "../image.ts";
import { checkBmp, describeBmp, readBmpHeader } from "./bmp_file.ts";
import { Damage } from "./refusal.ts";

/** Decodes a BMP: a gray palette becomes gray, all else RGB or RGBA. */
export async function decodeBmp(
  bytes: Uint8Array,
  settings: DecodeSettings,
): Promise<Decoded> {
  const header = readBmpHeader(bytes);
  const { width, height, bits, hasAlpha, isGrayPalette } = header;
  if (width === 0 || height === 0) throw new Damage(`its size is ${width} x ${height}`);
  checkPixelCount("BMP", width, height, settings);
  checkBmp(bytes, header);
  // Loaded for BMP alone: it reads its WebAssembly from the disk.
  const { decode } = await import("@cwasm/nsbmp");
  const rgba = decode(bytes).data;
  const isPalette = bits <= 8;
  const channels = isGrayPalette ? 1 : hasAlpha ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    if (isPalette && rgba[from + 3] === 0) {
      throw new Damage("a pixel's number is not in its palette");
    }
    for (let c = 0; c < channels; c++) data[to++] = rgba[from + c]!;
  }
  const image: Image = { data, width, height, channels, depth: 8, alpha: hasAlpha };
  return { image, conversions: describeBmp(header), warnings: [] };
}
