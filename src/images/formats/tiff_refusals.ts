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

/**
 * What the values of a TIFF of 32 bits are.
 *
 * @throws {Refusal} if they are of channels that are not read
 */
export function describeWideTiff(
  { sampleFormat, photometric, channels }: TiffDirectory,
): { kind: string; isRgb: boolean } {
  const kind = sampleFormat === 3 ? "32-bit floats" : "32-bit integers";
  const isRgb = channels === 3 && sampleFormat === 3 && photometric === 2;
  if (photometric === 0 || !(channels === 1 || isRgb)) {
    throw new Refusal(
      `a TIFF of ${kind} with ${
        photometric === 0 ? "0 for white" : `${channels} channels`
      }: save it with 16 bits`,
    );
  }
  return { kind, isRgb };
}

/** Whether the values are not unsigned integers of 16 bits at most. */
export function isNumericTiff({ bits, sampleFormat }: TiffDirectory): boolean {
  return bits === 32 || sampleFormat === 2;
}
