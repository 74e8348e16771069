/** The small pictures that the page of results shows. */
import { join } from "node:path";
import sharp from "sharp";
import {
  drawNuclei,
  type Image,
  resizeNearest,
  stretchContrast,
  writeBeside,
} from "../mod.ts";
import { type FoundNuclei, writtenFile } from "./predict_formats.ts";
import type { ImageRecord, WrittenFile } from "./predict_state.ts";

/** Their folder, beside the page. */
export const PICTURES = "index_files";

/** Pixels along the longer side: of a card, sharp on a fine screen; of a large view. */
const THUMBNAIL = 400, LARGE = 2048;

/** An RGB image of 8 bits for sharp. */
const open = ({ data, width, height }: Image) =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** An RGB image of 8 bits made smaller, where it is larger than `most`. */
async function shrink(image: Image, most: number): Promise<Image> {
  if (Math.max(image.width, image.height) <= most) return image;
  const { data, info: { width, height } } = await open(image)
    .resize({ width: most, height: most, fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...image, data: new Uint8Array(data), width, height };
}

/** Outlines are drawn when the image is small: they would fade with it. */
function drawSmall(small: Image, labels: Int32Array, { width, height }: Image): Image {
  const nearest = small.width === width && small.height === height
    ? labels
    : resizeNearest(labels, width, height, 1, small.width, small.height);
  return drawNuclei(small, nearest);
}

/** As JPEG, with colours as fine as lines of one pixel need. */
async function encodeJpeg(image: Image): Promise<Uint8Array> {
  return new Uint8Array(
    await open(image).jpeg({ quality: 85, chromaSubsampling: "4:4:4" }).toBuffer(),
  );
}

/**
 * Writes what the page shows of an image: a card's picture with outlines, and the
 * image large, without outlines and, where no overlay is written, with them.
 *
 * A browser opens no 16-bit TIFF, so the image itself would not do.
 */
export async function writePictures(
  { out, name, image, labels }: Pick<FoundNuclei, "out" | "name" | "image" | "labels">,
  written: WrittenFile | undefined,
): Promise<ImageRecord["pictures"]> {
  const write = async (ending: string, picture: Image) => {
    const path = `${PICTURES}/${name}.${ending}.jpg`;
    await writeBeside(join(out, path), await encodeJpeg(picture));
    return await writtenFile(out, path);
  };
  const large = await shrink(stretchContrast(image), LARGE);
  const card = await shrink(large, THUMBNAIL);
  return {
    thumbnail: await write("thumbnail", drawSmall(card, labels, image)),
    image: await write("image", large),
    overlay: written ?? await write("overlay", drawSmall(large, labels, image)),
  };
}
