import { InputError, messageOf } from "../base/mod.ts";
import { type DecodedFile, decodeImageFile } from "./decode.ts";
import type { DecodeOptions } from "./decode_options.ts";
import type { Image } from "./image.ts";

/**
 * Reads an image file with the channels and the depth that it has.
 *
 * @throws {InputError} if there is no such file, or {@linkcode decodeImage}
 *   cannot decode it; the message names the path
 * @throws {RangeError} as {@linkcode decodeImage}
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
export async function readImage(
  path: string,
  options: DecodeOptions = {},
): Promise<Image> {
  return (await readImageFile(path, options)).image;
}

/**
 * Reads as {@linkcode readImage}, and reports what was converted.
 *
 * @throws {InputError} as {@linkcode readImage}
 * @throws {RangeError} as {@linkcode decodeImage}
 *
 * @example
 * ```ts
 * import { createImage, readImageFile, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(5, 4, 2));
 * const { report } = await readImageFile(`${folder}/a.png`);
 * if (report.name !== `${folder}/a.png` || report.warnings.length > 0) throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function readImageFile(
  path: string,
  options: DecodeOptions = {},
): Promise<DecodedFile> {
  return decodeImageFile(await readImageBytes(path), path, options);
}

/** The bytes of a file that should be an image. */
export async function readImageBytes(path: string): Promise<Uint8Array> {
  try {
    const { isFile, isDirectory } = await Deno.stat(path);
    // A pipe or a device may have no end.
    if (isFile) return await Deno.readFile(path);
    throw new InputError(
      `Expected an image file but found ${
        isDirectory ? "a folder" : "a device or a pipe"
      }`,
      { path },
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`Expected an image file but ${await explain(path, error)}`, {
      path,
      cause: error,
    });
  }
}

async function explain(path: string, error: unknown): Promise<string> {
  if (error instanceof Deno.errors.PermissionDenied) {
    return "found one that may not be read (permission denied)";
  }
  if (!(error instanceof Deno.errors.NotFound)) {
    return `could not read it (${messageOf(error)})`;
  }
  const link = await Deno.lstat(path).catch(() => undefined);
  return link?.isSymlink ? "found a link to a file that is not there" : "found no file";
}
