import { deflateSync } from "node:zlib";
import { InputError } from "../../base/mod.ts";
import { checkSize } from "../check.ts";
import { layOutLabelTiff } from "./label_tiff_directory.ts";

/** A label image that is written from top to bottom. */
export interface LabelTiffFile {
  /**
   * Writes the next rows.
   *
   * @param labels whole rows, row-major
   * @throws {InputError} if a label is negative or more than the file's bits hold, or
   *   the file grows beyond 4 GB
   * @throws {RangeError} if these are no whole rows, or more than are left
   */
  write(labels: Int32Array): Promise<void>;
  /**
   * Ends the file and gives it its name.
   *
   * @throws {RangeError} if rows are missing
   */
  close(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Values of a strip, at most: what is packed and unpacked at once. */
const STRIP_VALUES = 2 ** 18;

/** Where 32 bits cannot point to. */
const MOST_BYTES = 2 ** 32;

/**
 * Opens a label image to be written row by row, so that it never is in memory whole:
 * a TIFF of one channel of unsigned integers, packed with Deflate in strips.
 *
 * Under its name it is there only once it is whole; its folder is made if it is not.
 *
 * @param width pixels
 * @param height pixels
 * @param bits 32, which Fiji, napari and QuPath open, or 16 for labels to 65535
 *
 * @example
 * ```ts
 * import { openLabelTiff, readLabels } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * const file = await openLabelTiff(`${folder}/labels.tif`, 2, 3);
 * await file.write(Int32Array.of(0, 1, 0, 1));
 * await file.write(Int32Array.of(2, 0));
 * await file.close();
 * const { labels } = await readLabels(`${folder}/labels.tif`);
 * if (labels.join() !== "0,1,0,1,2,0") throw new Error(labels.join());
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openLabelTiff(
  path: string,
  width: number,
  height: number,
  bits: 16 | 32 = 32,
): Promise<LabelTiffFile> {
  checkSize("width", width);
  checkSize("height", height);
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_VALUES / width)));
  const most = bits === 16 ? 65535 : 2 ** 31 - 1;
  const beside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  const slash = path.lastIndexOf("/");
  if (slash > 0) await Deno.mkdir(path.slice(0, slash), { recursive: true });
  const file = await Deno.open(beside, { write: true, createNew: true });
  const writer = file.writable.getWriter();
  const strips: { at: number; bytes: number }[] = [];
  let at = 0, written = 0;
  const put = async (bytes: Uint8Array) => {
    if (at + bytes.length >= MOST_BYTES) {
      throw new InputError("Expected labels that fit into 4 GB of TIFF but found more", {
        path,
      });
    }
    await writer.write(bytes);
    at += bytes.length;
  };
  let strip = new Uint8Array(0), used = 0;
  const beginStrip = () => {
    const left = Math.min(rows, height - written);
    strip = new Uint8Array(left * width * bits / 8);
    used = 0;
  };
  beginStrip();
  // Little-endian, and where the directory stands, which is known at the end.
  await put(Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0));
  return {
    async write(labels) {
      const count = labels.length / width;
      if (!Number.isInteger(count) || written + count > height) {
        throw new RangeError(
          `Expected at most ${height - written} rows of ${width} labels but found ` +
            `${labels.length} labels`,
        );
      }
      for (let from = 0; from < labels.length; from += width) {
        const view = new DataView(strip.buffer);
        for (let i = from; i < from + width; i++, used += bits / 8) {
          const label = labels[i]!;
          if (label < 0 || label > most) {
            throw new InputError(
              `Expected labels in 0..${most}, as ${bits} bits hold, but found ${label}`,
              { path },
            );
          }
          if (bits === 16) view.setUint16(used, label, true);
          else view.setUint32(used, label, true);
        }
        written++;
        if (used < strip.length) continue;
        const packed = deflateSync(strip, { level: 4 });
        const start = at;
        await put(packed);
        strips.push({ at: start, bytes: packed.length });
        beginStrip();
      }
    },
    async close() {
      if (written < height) {
        throw new RangeError(`Expected ${height} rows but found ${written}`);
      }
      // Directories begin at an even byte.
      if (at % 2 === 1) await put(Uint8Array.of(0));
      const directory = at;
      await put(layOutLabelTiff({ width, height, bits, rows, strips, at }));
      await writer.close();
      const again = await Deno.open(beside, { write: true });
      const place = new DataView(new ArrayBuffer(4));
      place.setUint32(0, directory, true);
      await again.seek(4, Deno.SeekMode.Start);
      await again.write(new Uint8Array(place.buffer));
      again.close();
      await Deno.rename(beside, path);
    },
    async discard() {
      await writer.close().catch(() => {});
      await Deno.remove(beside).catch(() => {});
    },
  };
}
