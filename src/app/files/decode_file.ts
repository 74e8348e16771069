import { messageOf } from "../../base/mod.ts";
import { decodeImagePortably, type Image, UnreadableImage } from "../../images/mod.ts";
import { MAX_PIXELS, MAX_SIDE } from "../segmenter.ts";
import { decodeBitmap } from "./decode_bitmap.ts";

/** An image, and what a person should know of how it was read. */
export interface DecodedBlob {
  readonly image: Image;
  readonly warnings: readonly string[];
}

/** As many bytes as the largest picture has that is taken, RGBA of 16 bits, and a half. */
const MAX_BYTES = MAX_PIXELS * 12;

/** Enough to know a format by, or what a file is in place of an image. */
const HEAD_BYTES = 4096;

async function readBytes(file: Blob, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new UnreadableImage(
      "not-an-image",
      `one that cannot be read: it may be a folder, or moved since (${messageOf(cause)})`,
      { path, cause },
    );
  }
}

/** Says of a file that is too large to be read whether it is an image at all. */
async function refuseForeign(file: Blob, name: string): Promise<void> {
  const head = await readBytes(file.slice(0, HEAD_BYTES), name);
  const error = await decodeImagePortably(head, name).catch((error) => error);
  const isForeign = error instanceof UnreadableImage && error.code === "not-an-image";
  if (isForeign) throw error;
}

/**
 * Decodes an image file that a person gave, as `karyon predict` reads it: the channels
 * and the depth that the file has, the first page of several.
 *
 * @param name as the person's computer gives it
 * @throws {UnreadableImage} if it is no such image, damaged, of a kind that is not read,
 *   or too large; its `code` says which
 */
export async function decodeFile(file: Blob, name: string): Promise<DecodedBlob> {
  if (file.size > MAX_BYTES) {
    await refuseForeign(file, name);
    throw new UnreadableImage(
      "too-large",
      `one of ${Math.round(file.size / 1e6).toLocaleString("en-US")} MB`,
      { path: name },
    );
  }
  const { image, report } = await decodeImagePortably(await readBytes(file, name), name, {
    decodeBitmap,
    maxSide: MAX_SIDE,
    maxPixels: MAX_PIXELS,
  });
  return { image, warnings: report.warnings };
}
