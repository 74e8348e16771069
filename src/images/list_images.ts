import { extname, join } from "node:path";
import { imageExtensions } from "./formats/format.ts";

/**
 * The files of a folder whose names end as those of images do, in order; folders
 * within it are not looked through.
 *
 * @param path a folder; anything else is given back as the one path
 *
 * @example
 * ```ts
 * import { createImage, listImages, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writePng(`${folder}/a.png`, createImage(5, 4, 3));
 * await Deno.writeTextFile(`${folder}/notes.txt`, "stained on Monday");
 * if ((await listImages(folder)).join() !== `${folder}/a.png`) throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function listImages(path: string): Promise<string[]> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (!info?.isDirectory) return [path];
  const files: string[] = [];
  for await (const { name } of Deno.readDir(path)) {
    if (imageExtensions.includes(extname(name).toLowerCase())) {
      files.push(join(path, name));
    }
  }
  return files.sort();
}
