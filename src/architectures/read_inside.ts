import { InputError, messageOf } from "../base/mod.ts";

/**
 * Reads a file of a model's folder.
 *
 * @throws {InputError} if it is missing, or a link that leads out of the folder
 */
export async function readInside(
  folder: string,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const path = `${folder}/${file}`;
  try {
    const [root, real] = await Promise.all(
      [folder, path].map((one) => Deno.realPath(one)),
    );
    if (real!.startsWith(`${root}/`)) return await Deno.readFile(path);
  } catch (cause) {
    throw new InputError(`Expected weights but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
  throw new InputError("Expected a file inside the folder but found a link out of it", {
    path,
  });
}
