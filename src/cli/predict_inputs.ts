/** The images that `karyon predict` was given, and what their results are called. */
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { imageExtensions, InputError } from "../mod.ts";
import { listFolder } from "./predict_folders.ts";

/** An image to predict on. */
export interface PredictInput {
  /** As the person named it. */
  readonly path: string;
  /** What its results are named by, seen from their folder: `cells` or `day 2/cells`. */
  readonly name: string;
}

/** A file's name without folder and extension. */
const stemOf = (path: string): string => basename(path, extname(path));

async function filesOf(
  path: string,
  named: readonly string[],
  tell: (words: string) => void,
): Promise<string[]> {
  const info = await Deno.stat(path).catch((cause) => {
    throw new InputError("Expected an image or a folder of images but found nothing", {
      path,
      cause,
    });
  });
  if (!info.isDirectory) return [path];
  const { files, folders } = await listFolder(path, named);
  const leftOut = folders === 1
    ? "1 folder inside is not looked into: name it"
    : `${folders} folders inside are not looked into: name them`;
  if (files.length === 0) {
    const words = `Expected images (${imageExtensions.join(", ")}) but found none`;
    throw new InputError(folders > 0 ? `${words}; ${leftOut}` : words, { path });
  }
  if (folders > 0) tell(`${path}: ${leftOut}`);
  return files;
}

/** The deepest folder that holds all files. */
function commonFolder(files: readonly string[]): string {
  const [first, ...others] = files.map((file) => dirname(resolve(file)).split("/"));
  const shared = first!.findIndex((part, i) => others.some((other) => other[i] !== part));
  return shared < 0 ? first!.join("/") : first!.slice(0, shared).join("/") || "/";
}

/**
 * Names for files of one stem: with the folders that tell them apart, and where
 * they lie in one folder, with the extension.
 */
function nameApart(files: readonly string[]): PredictInput[] {
  const common = commonFolder(files);
  const folderOf = (file: string) => relative(common, dirname(resolve(file)));
  const byFolder = Map.groupBy(files, folderOf);
  return files.map((path) => {
    const isAlone = byFolder.get(folderOf(path))!.length === 1;
    const name = isAlone ? stemOf(path) : basename(path);
    return { path, name: join(folderOf(path), name) };
  });
}

/**
 * The image files that a person named, by file or by folder, each once.
 *
 * Results are named by the file's stem. Files that share a stem keep the folders
 * in which they differ, and within one folder their extensions, so that no result
 * overwrites another. Upper and lower case count as alike, as they do on many disks.
 *
 * @param tell what to call with words on folders inside a folder, which are not
 *   looked into
 * @throws {InputError} if one is not there, a folder has none, or two would
 *   write to the same name all the same
 */
export async function findInputs(
  paths: readonly string[],
  tell: (words: string) => void,
): Promise<PredictInput[]> {
  const named = paths.map((path) => resolve(path));
  const each = await Promise.all(paths.map((path) => filesOf(path, named, tell)));
  const found = each.flat();
  const files = [...new Map(found.map((file) => [resolve(file), file])).values()];
  const byStem = Map.groupBy(files, (file) => stemOf(file).toLowerCase());
  const names = new Map<string, string>();
  for (const same of byStem.values()) {
    const inputs = same.length === 1
      ? [{ path: same[0]!, name: stemOf(same[0]!) }]
      : nameApart(same);
    for (const { path, name } of inputs) {
      const other = names.get(name);
      if (other !== undefined) {
        throw new InputError(
          `Expected one image named ${name} but found ${other} and ${path}: ` +
            "their results would overwrite each other",
        );
      }
      names.set(name, path);
    }
  }
  const nameByPath = new Map([...names].map(([name, path]) => [path, name]));
  return files.map((path) => ({ path, name: nameByPath.get(path)! }));
}
