import { fromArrayBuffer } from "geotiff";
import { fitInto16Bits } from "../formats/fit_into_16_bits.ts";
import { fitSigned } from "../formats/fit_signed.ts";
import type { Image } from "../image.ts";
import { Damage, Refusal } from "../formats/refusal.ts";
import {
  explainTiff,
  readTiffDirectory,
  type TiffDirectory,
} from "../formats/tiff_file.ts";
import {
  describeWideTiff,
  isNumericTiff,
  refuseOddTiff,
} from "../formats/tiff_refusals.ts";
import { readTiffTags, type TiffTags } from "../formats/tiff_tags.ts";
import {
  checkExtent,
  type PortableOptions,
  type PortablePicture,
} from "./portable_options.ts";
import { divideByAlpha, fromColormap, fromYcbcr, invert } from "./tiff_colors.ts";
import { turnImage } from "./turn_image.ts";
import { spreadBits } from "./unpack_bits.ts";

/** None, LZW, JPEG, Deflate, PackBits, and an older number of Deflate. */
const COMPRESSIONS = [1, 5, 7, 8, 32773, 32946];

/** A tile is decoded whole, however small the picture is. */
const MOST_IN_TILE = 2 ** 26;

/** Of what native code reads, these are left out: they would come out wrong, or not. */
function refuseUnportable(directory: TiffDirectory, { valuesOf }: TiffTags): void {
  const { bits, channels, photometric, compression, sampleFormat } = directory;
  const lengths = [...valuesOf(279), ...valuesOf(325)];
  const refused = !COMPRESSIONS.includes(compression)
    ? `compressed by method ${compression}`
    : photometric === 5
    ? "in CMYK colours"
    : sampleFormat === 4
    ? "of values without a type"
    : valuesOf(266)[0] === 2
    ? "with bits in reverse order"
    : bits < 8 && channels > 1
    ? `of ${channels} channels of less than 8 bits`
    : (valuesOf(322)[0] ?? 0) * (valuesOf(323)[0] ?? 0) > MOST_IN_TILE
    ? "in tiles of more than 8,192 x 8,192 pixels"
    : lengths.length === 0 || lengths.includes(0)
    ? "that does not tell how long its strips are"
    : undefined;
  if (refused === undefined) return;
  throw new Refusal(
    `a TIFF ${refused}: save it with LZW, as gray or RGB of 8 or 16 bits`,
  );
}

/** The values of the first page, as they stand in the file. */
async function readValues(bytes: Uint8Array) {
  const { buffer, byteOffset, byteLength } = bytes;
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
  const file = await fromArrayBuffer(
    (isWhole ? bytes : bytes.slice()).buffer as ArrayBuffer,
  );
  const page = await file.getImage(0).catch(() => {
    // A tag that claims more values than the memory holds is no lack of memory.
    throw new Damage(explainTiff(bytes));
  });
  return await page.readRasters({ interleave: true });
}

/** Decodes the first page of a TIFF. */
export async function decodeTiff(
  bytes: Uint8Array,
  options: PortableOptions,
): Promise<PortablePicture> {
  const directory = readTiffDirectory(bytes);
  const { width, height, bits, channels, photometric } = directory;
  checkExtent("TIFF", directory, options);
  refuseOddTiff(directory);
  const tags = readTiffTags(bytes);
  refuseUnportable(directory, tags);
  const wide = bits === 32 ? describeWideTiff(directory) : undefined;
  if (directory.pixelsEnd > bytes.length) throw new Damage(explainTiff(bytes));
  const orientation = tags.valuesOf(274)[0] ?? 1;
  const values = await readValues(bytes);
  if (values.length !== width * height * channels) throw new Damage(explainTiff(bytes));
  const conversions: string[] = [];
  let data: Image["data"];
  if (wide !== undefined) {
    const fitted = fitInto16Bits(Float64Array.from(values), wide.kind, false);
    conversions.push(fitted.conversion);
    data = fitted.data;
  } else {
    data = bits === 16 ? new Uint16Array(values.buffer) : new Uint8Array(values.buffer);
    if (photometric === 0) invert(data, bits, channels);
    if (isNumericTiff(directory)) conversions.push(fitSigned(data, bits, false));
  }
  const colors = photometric === 3
    ? fromColormap(data, tags.valuesOf(320), bits)
    : { data, channels: channels as Image["channels"] };
  if (photometric !== 3 && bits < 8) spreadBits(data as Uint8Array, bits);
  if (photometric === 6) fromYcbcr(colors.data);
  const alpha = colors.channels === 2 || colors.channels === 4;
  const depth = colors.data instanceof Uint16Array ? 16 : 8;
  if (alpha && directory.extraSamples[0] === 1) {
    divideByAlpha(colors.data, colors.channels);
  }
  const image = turnImage({ ...colors, width, height, depth, alpha }, orientation);
  const facts = { channels: image.channels, bitsPerSample: bits, orientation };
  return { image, facts, conversions };
}
