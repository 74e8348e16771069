import { Refusal } from "./refusal.ts";
import type { TiffDirectory } from "./tiff_file.ts";

/** Compressions of other programs that are not built into the decoder. */
const COMPRESSIONS: Readonly<Record<number, string>> = {
  22610: "JPEG XR",
  33003: "JPEG 2000",
  33005: "JPEG 2000",
  34712: "JPEG 2000",
  34887: "LERC",
  34925: "LZMA",
  34934: "JPEG XR",
  50000: "Zstandard",
  50002: "JPEG XL",
  52546: "JPEG XL",
};

const JPEG = [6, 7];

const SAMPLE_FORMATS = ["", "unsigned", "signed", "float", "untyped"] as const;

/**
 * Refuses what would come out wrong, or not at all, of the decoder.
 *
 * @throws {Refusal}
 */
export function refuseOddTiff(directory: TiffDirectory): void {
  const { bits, channels, sampleFormat, photometric, compression } = directory;
  const compressed = COMPRESSIONS[compression];
  if (compressed !== undefined) {
    throw new Refusal(
      `a TIFF compressed with ${compressed}: save it with LZW, Deflate or without`,
    );
  }
  const kind = SAMPLE_FORMATS[sampleFormat];
  if (kind === undefined) throw new Refusal("a TIFF of complex numbers");
  const isReadable = sampleFormat === 3
    ? bits === 32
    : [1, 2, 4, 8, 16, 32].includes(bits);
  if (!isReadable) {
    throw new Refusal(
      `a TIFF of ${bits}-bit ${
        kind === "float" ? "floats" : "integers"
      }: save it with 8 or 16 bits or 32-bit floats`,
    );
  }
  if (channels > 4) {
    throw new Refusal(`a TIFF with ${channels} channels: save each as a gray image`);
  }
  if (channels === 4 && photometric <= 1) {
    throw new Refusal(
      "a TIFF with 4 gray channels, not RGBA: save each as a gray image",
    );
  }
  if (photometric === 6 && !JPEG.includes(compression)) {
    throw new Refusal("a TIFF in YCbCr colours without JPEG: save it as RGB");
  }
  if (photometric >= 8 && photometric <= 10) {
    throw new Refusal("a TIFF in CIELab colours: save it as RGB");
  }
}
