/** The small pictures that the page of results shows. */
import { join } from "node:path";
import sharp from "sharp";
import { type Image, stretchContrast, writeBeside } from "../mod.ts";
import { type FoundNuclei, writtenFile } from "./predict_formats.ts";
import type { ImageRecord, WrittenFile } from "./predict_records.ts";

/** Their folder, beside the page. */
const FOLDER = "index_files";

/** Pixels along the longer side: of a card, sharp on a fine screen; of a large view. */
const THUMBNAIL = 400, LARGE = 2048;

/** An RGB image as JPEG, made smaller where it is larger than `most`. */
async function encodeJpeg({ data, width, height }: Image, most: number) {
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: most, height: most, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer();
  return new Uint8Array(jpeg);
}

/**
 * Writes what the page shows of an image: a card's picture with outlines, and the
 * image large, without outlines and, where no overlay is written, with them.
 *
 * A browser opens no 16-bit TIFF, so the image itself would not do.
 */
export async function writePictures(
  { out, name, image, overlay }: Pick<FoundNuclei, "out" | "name" | "image" | "overlay">,
  written: WrittenFile | undefined,
): Promise<ImageRecord["pictures"]> {
  const write = async (ending: string, picture: Image, most: number) => {
    const path = `${FOLDER}/${name}.${ending}.jpg`;
    await writeBeside(join(out, path), await encodeJpeg(picture, most));
    return await writtenFile(out, path);
  };
  return {
    thumbnail: await write("thumbnail", overlay, THUMBNAIL),
    image: await write("image", stretchContrast(image), LARGE),
    overlay: written ?? await write("overlay", overlay, LARGE),
  };
}
