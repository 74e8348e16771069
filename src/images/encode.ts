import sharp from "sharp";
import { writeBeside } from "../base/mod.ts";
import { checkLength } from "./check.ts";
import type { Image } from "./image.ts";

/**
 * Encodes an image as PNG with the channels and the depth that it has.
 *
 * @returns the bytes of the file; equal images give equal bytes
 * @throws {RangeError} if `data` does not hold width x height x channels values
 *
 * @example
 * ```ts
 * import { createImage, decodeImage, encodePng } from "#karyon";
 * const image = createImage(5, 4, 2);
 * const again = await decodeImage(await encodePng(image), "again.png");
 * if (again.data.join() !== image.data.join()) throw new Error();
 * ```
 */
export async function encodePng(
  image: Image,
): Promise<Uint8Array<ArrayBuffer>> {
  const { data, width, height, channels, depth } = image;
  checkLength("data", data.length, width * height * channels);
  const isGray = channels < 3;
  const space = depth === 16 ? (isGray ? "grey16" : "rgb16") : (isGray ? "b-w" : "srgb");
  const png = await sharp(data, { raw: { width, height, channels } })
    .toColourspace(space)
    .png()
    .toBuffer();
  return new Uint8Array(png);
}

/**
 * Writes an image as PNG, whole or not at all.
 *
 * @param path where the file goes; its folder is made if it is not there
 * @throws {RangeError} as {@linkcode encodePng}
 *
 * @example
 * ```ts
 * import { createImage, readImage, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(5, 4, 3));
 * if ((await readImage(`${folder}/a.png`)).channels !== 3) throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writePng(path: string, image: Image): Promise<void> {
  await writeBeside(path, await encodePng(image));
}
