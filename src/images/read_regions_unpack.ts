import sharp, { type Metadata } from "sharp";
import type { Image } from "./image.ts";
import type { Region, RegionReader } from "./read_regions.ts";

/** Whether sharp gives a file's values as they are while it passes over it. */
export function canUnpack({ depth, channels, space }: Metadata): boolean {
  const isGray = space === "b-w" || space === "grey16";
  return (depth === "uchar" || depth === "ushort") &&
    (isGray ? channels <= 2 : ["srgb", "rgb16", "cmyk"].includes(space));
}

/** Bytes before the pixels. */
const HEADER = 64;

/** Of a file written on a machine whose numbers begin with their lowest byte. */
const MAGIC = 0x08f2a6b6;

/**
 * Writes an image's values to a file of libvips's own format, which is the only one
 * that both lies there plainly and is written in passing: a header of 64 bytes (magic
 * number, width, height, channels at 0, 4, 8 and 12), then the values, row-major with
 * channels last, then words on the image.
 *
 * @param file its name ends in `.v`; removed, at the latest by {@linkcode RegionReader.close}
 * @param check refuses regions outside the image
 * @throws {Error} if the image cannot be decoded
 */
export async function unpackPixels(
  path: string,
  metadata: Metadata,
  file: string,
  check: (region: Region, image: RegionReader) => void,
): Promise<RegionReader> {
  const depth = metadata.depth === "ushort" ? 16 : 8;
  const channels = metadata.channels < 3 ? 1 : 3;
  const pipeline = sharp(path, {
    failOn: "error",
    ignoreIcc: true,
    limitInputPixels: false,
    unlimited: true,
    sequentialRead: true,
  });
  if ((metadata.orientation ?? 1) > 1) pipeline.autoOrient();
  if (metadata.hasAlpha) pipeline.removeAlpha();
  const gray = depth === 16 ? "grey16" : "b-w", colour = depth === 16 ? "rgb16" : "srgb";
  const { width, height } = await pipeline
    .toColourspace(channels === 1 ? gray : colour)
    .toFile(file);
  const open = await Deno.open(file);
  try {
    const header = new Uint32Array(4);
    await open.read(new Uint8Array(header.buffer));
    const expected = [MAGIC, width, height, channels];
    const { size } = await open.stat();
    const bytes = width * height * channels * depth / 8;
    if (expected.some((value, i) => value !== header[i]) || size < HEADER + bytes) {
      throw new Error(`unpacking gave ${size} bytes with the header ${header}`);
    }
  } catch (error) {
    open.close();
    throw error;
  }
  // The system keeps it as long as it is open: a killed process leaves nothing.
  await Deno.remove(file).catch(() => {});
  const reader: RegionReader = {
    width,
    height,
    channels,
    depth,
    read(region): Image {
      check(region, reader);
      const { width: wide, height: high, left, top } = region;
      const length = wide * high * channels;
      const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
      const pixel = channels * depth / 8;
      const bytes = new Uint8Array(data.buffer);
      for (let row = 0; row < high; row++) {
        open.seekSync(
          HEADER + ((top + row) * width + left) * pixel,
          Deno.SeekMode.Start,
        );
        fill(open, bytes.subarray(row * wide * pixel, (row + 1) * wide * pixel));
      }
      return { data, width: wide, height: high, channels, depth, alpha: false };
    },
    async close() {
      open.close();
      // Where an open file could not be removed.
      await Deno.remove(file).catch(() => {});
    },
  };
  return reader;
}

/** Reads as many bytes as there is room: one call may give fewer. */
function fill(file: Deno.FsFile, room: Uint8Array): void {
  for (let at = 0; at < room.length;) {
    const count = file.readSync(room.subarray(at));
    if (count === null) throw new Error("the unpacked picture ends early");
    at += count;
  }
}
