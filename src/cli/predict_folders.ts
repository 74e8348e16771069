/** The images of a folder, and how many folders in it have some too. */
import { extname, join, resolve } from "node:path";
import { imageExtensions } from "../mod.ts";
import { PICTURES } from "./predict_pictures.ts";

/** What `predict` itself writes: never an image to predict. */
const RESULT = /\.(mask|labels|overlay)\.(png|tiff?)$/;

/** As deep as images are looked for to be told of: `NAME/images/` and one more. */
const DEPTH = 3;

/** Names with a dot in front are the system's: a Mac's `._a.png` holds no picture. */
const isHidden = ({ name }: Deno.DirEntry) => name.startsWith(".");

const isImage = (entry: Deno.DirEntry): boolean =>
  !entry.isDirectory && !isHidden(entry) && !RESULT.test(entry.name) &&
  imageExtensions.includes(extname(entry.name).toLowerCase());

const isFolder = (entry: Deno.DirEntry): boolean =>
  entry.isDirectory && !isHidden(entry) && entry.name !== PICTURES;

/** Whether a folder has images, also in folders of its own. */
async function hasImages(path: string, depth: number): Promise<boolean> {
  const entries = await Array.fromAsync(Deno.readDir(path)).catch(
    (): Deno.DirEntry[] => [],
  );
  if (entries.some(isImage)) return true;
  if (depth === 1) return false;
  for (const entry of entries) {
    if (!isFolder(entry)) continue;
    if (await hasImages(join(path, entry.name), depth - 1)) return true;
  }
  return false;
}

/**
 * Lists a folder's images in order, and counts the folders in it that have images
 * too, but for those that a person named besides.
 *
 * @param named whole paths
 */
export async function listFolder(path: string, named: readonly string[]) {
  const files: string[] = [];
  let folders = 0;
  for await (const entry of Deno.readDir(path)) {
    const inside = join(path, entry.name);
    if (isImage(entry)) files.push(inside);
    if (!isFolder(entry)) continue;
    const isNamed = named.some((one) => `${one}/`.startsWith(`${resolve(inside)}/`));
    if (!isNamed && await hasImages(inside, DEPTH)) folders++;
  }
  return { files: files.sort(), folders };
}
