import { InputError, messageOf } from "../base/mod.ts";
import { decodeImage } from "./decode.ts";
import type { Image } from "./image.ts";

/**
 * Reads a PNG, JPEG or TIFF file with the channels and the depth that it has.
 *
 * @throws {InputError} if there is no such file, or {@linkcode decodeImage}
 *   cannot decode it; the message names the path
 *
 * @example
 * ```ts
 * import { createImage, readImage, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(5, 4, 2));
 * const { width, height, channels } = await readImage(`${folder}/a.png`);
 * if (width !== 5 || height !== 4 || channels !== 2) throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function readImage(path: string): Promise<Image> {
  return decodeImage(await readImageBytes(path), path);
}

/** The bytes of a file that should be an image. */
export async function readImageBytes(path: string): Promise<Uint8Array> {
  try {
    if ((await Deno.stat(path)).isDirectory) {
      throw new InputError("Expected an image file but found a folder", {
        path,
      });
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const found = error instanceof Deno.errors.NotFound
      ? "found no file"
      : `could not read it (${messageOf(error)})`;
    throw new InputError(`Expected an image file but ${found}`, {
      path,
      cause: error,
    });
  }
}
