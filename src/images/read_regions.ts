import sharp from "sharp";
import { InputError, messageOf } from "../base/mod.ts";
import type { Image } from "./image.ts";
import { readImage } from "./read.ts";
import { canUnpack, unpackPixels } from "./read_regions_unpack.ts";

/** A rectangle of an image, inside it; pixels. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An image file of any size, open to be read part by part. */
export interface RegionReader {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** 1 is gray, 3 RGB: alpha is left out. */
  readonly channels: 1 | 3;
  /** Bits a channel. */
  readonly depth: 8 | 16;
  /** @throws {RangeError} if the region is not inside the image */
  read(region: Region): Image;
  /** Gives the file and the disk space back. */
  close(): Promise<void>;
}

/** So many pixels of 3 values of 64 bits, while they are decoded, are 1.5 GB. */
const WHOLE = 2 ** 26;

/** How {@linkcode openRegions} reads. */
export interface RegionOptions {
  /** An image of at most so many pixels is kept in memory. Default 2^24. */
  readonly most?: number;
  /** Where larger ones lie unpacked meanwhile. Default the system's place for such. */
  readonly folder?: string;
}

/**
 * Opens an image file to be read part by part, without ever holding it whole.
 *
 * PNG, JPEG and TIFF have no way to one place in the picture but through all before
 * it. So a file of more than `most` pixels is unpacked once, in passing, to a
 * temporary file of as many bytes as it has values (1.2 GB for 20,000 x 20,000 in
 * RGB), which parts are then read from. What cannot be unpacked in passing (BMP,
 * signed values, values of 32 bits) is read whole, as {@linkcode readImage} does, and
 * refused beyond 67,108,864 pixels (8192 x 8192).
 *
 * Channels, depth and orientation come out as of `readImage`, but for alpha; of
 * several pages, as of a pyramid, the first is read.
 *
 * @throws {InputError} if the file cannot be read; the message names the path
 *
 * @example
 * ```ts
 * import { createImage, openRegions, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(50, 40, 1, 16));
 * const regions = await openRegions(`${folder}/a.png`, { most: 0 });
 * const part = regions.read({ left: 45, top: 0, width: 5, height: 40 });
 * if (part.data.length !== 200 || part.depth !== 16) throw new Error();
 * await regions.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openRegions(
  path: string,
  { most = 2 ** 24, folder }: RegionOptions = {},
): Promise<RegionReader> {
  const found = await Deno.stat(path).catch(() => undefined);
  const metadata = found?.isFile
    // A picture of any size: it is not decoded here.
    ? await sharp(path, { limitInputPixels: false, unlimited: true }).metadata()
      .catch(() => undefined)
    : undefined;
  const isLarge = metadata && metadata.width * metadata.height > most;
  // All else, what is no image among it, is for the reader of whole files to tell.
  if (!isLarge || !canUnpack(metadata)) {
    return regionsOf(await readImage(path, { maxPixels: WHOLE }));
  }
  const file = await Deno.makeTempFile({
    prefix: "karyon-",
    suffix: ".v",
    ...(folder === undefined ? {} : { dir: folder }),
  }).catch((cause) => {
    throw new InputError(
      `Expected a folder to unpack a large picture in but found ${messageOf(cause)}`,
      { path: folder ?? path, cause },
    );
  });
  try {
    return await unpackPixels(path, metadata, file, checkRegion);
  } catch (cause) {
    await Deno.remove(file).catch(() => {});
    if (cause instanceof InputError) throw cause;
    throw new InputError(
      `Expected a picture of ${metadata.width} x ${metadata.height} that can be unpacked ` +
        `but found a ${metadata.format.toUpperCase()} that is damaged or ends early, or no disk space`,
      { path, cause },
    );
  }
}

/** @throws {RangeError} if a region is not inside an image */
function checkRegion(
  { left, top, width, height }: Region,
  image: { readonly width: number; readonly height: number },
): void {
  const isInside = [left, top, width, height].every(Number.isInteger) &&
    left >= 0 && top >= 0 && width > 0 && height > 0 &&
    left + width <= image.width && top + height <= image.height;
  if (isInside) return;
  throw new RangeError(
    `Expected a region inside ${image.width} x ${image.height} but found ` +
      `${width} x ${height} from column ${left} and row ${top}`,
  );
}

/** The same of an image in memory. */
function regionsOf(image: Image): RegionReader {
  const { width, height, depth, data } = image;
  const channels = image.channels < 3 ? 1 : 3;
  const read = (region: Region): Image => {
    checkRegion(region, image);
    const length = region.width * region.height * channels;
    const values = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
    for (let y = 0, to = 0; y < region.height; y++) {
      let from = ((region.top + y) * width + region.left) * image.channels;
      for (let x = 0; x < region.width; x++, from += image.channels) {
        for (let c = 0; c < channels; c++) values[to++] = data[from + c]!;
      }
    }
    const { width: wide, height: high } = region;
    return { data: values, width: wide, height: high, channels, depth, alpha: false };
  };
  return { width, height, channels, depth, read, close: () => Promise.resolve() };
}
