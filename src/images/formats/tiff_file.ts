import { Damage } from "./refusal.ts";
import { readTiffTags } from "./tiff_tags.ts";

/** What the first directory of a TIFF says, and how many there are. */
export interface TiffDirectory {
  readonly width: number;
  readonly height: number;
  /** Bits of a value, of the channel that has most. */
  readonly bits: number;
  readonly channels: number;
  /** 1 unsigned, 2 signed, 3 float, and rarer ones. */
  readonly sampleFormat: number;
  /** Where the sample formats stand in the file, 2 bytes each; empty if left out. */
  readonly sampleFormatAt: readonly number[];
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, 8 CIELab. */
  readonly photometric: number;
  readonly compression: number;
  /** Of the channels beyond the colours: 0 unknown, 1 premultiplied alpha, 2 alpha. */
  readonly extraSamples: readonly number[];
  /** The byte after the last pixel, as far as the first strips or tiles tell. */
  readonly pixelsEnd: number;
  readonly pages: number;
  readonly littleEndian: boolean;
}

/**
 * Reads the tags that tell how the pixels are to be understood, without pixels.
 *
 * @throws {Damage} if they are broken, or point out of the file
 */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory {
  const { valuesOf, placesOf, pages, littleEndian } = readTiffTags(bytes);
  const valueOf = (tag: number, otherwise: number) => valuesOf(tag)[0] ?? otherwise;
  const width = valueOf(256, 0), height = valueOf(257, 0);
  if (width === 0 || height === 0) throw new Damage(`its size is ${width} x ${height}`);
  // Strips, or tiles.
  const starts = [...valuesOf(273), ...valuesOf(324)];
  const lengths = [...valuesOf(279), ...valuesOf(325)];
  const lost = starts.find((at) => at >= bytes.length);
  if (lost !== undefined) {
    throw new Damage(`its pixels should be at byte ${lost} of ${bytes.length}`);
  }
  return {
    width,
    height,
    bits: Math.max(1, ...valuesOf(258)),
    channels: valueOf(277, 1),
    sampleFormat: valueOf(339, 1),
    sampleFormatAt: placesOf(339),
    photometric: valueOf(262, 1),
    compression: valueOf(259, 1),
    extraSamples: valuesOf(338),
    pixelsEnd: starts.reduce((end, at, i) => Math.max(end, at + (lengths[i] ?? 0)), 0),
    pages,
    littleEndian,
  };
}

/** Why a TIFF that a decoder gave up on cannot be read, in words. */
export function explainTiff(bytes: Uint8Array): string {
  const last = readTiffDirectory(bytes).pixelsEnd;
  return last > bytes.length
    ? `its pixels end at byte ${last} of ${bytes.length}`
    : "it is damaged or ends early";
}
