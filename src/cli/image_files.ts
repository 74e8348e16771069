import { basename, extname, join } from "node:path";
import { imageExtensions, InputError } from "../mod.ts";

/** What `predict` itself writes: never an image to predict. */
const RESULT = /\.(mask|labels|overlay)\.png$/;

/** A file's name without folder and extension. */
export const stemOf = (path: string): string => basename(path, extname(path));

async function filesOf(path: string): Promise<string[]> {
  const info = await Deno.stat(path).catch((cause) => {
    throw new InputError("Expected an image or a folder of images but found nothing", {
      path,
      cause,
    });
  });
  if (!info.isDirectory) return [path];
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    if (
      !isDirectory && !RESULT.test(name) &&
      imageExtensions.includes(extname(name).toLowerCase())
    ) {
      files.push(join(path, name));
    }
  }
  if (files.length === 0) {
    throw new InputError(
      `Expected images (${imageExtensions.join(", ")}) but found none`,
      {
        path,
      },
    );
  }
  return files.sort();
}

/**
 * The image files that a person named, by file or by folder.
 *
 * @throws {InputError} if one is not there, a folder has none, or two would
 *   write to the same name
 */
export async function findImages(paths: readonly string[]): Promise<string[]> {
  const files = [...new Set((await Promise.all(paths.map(filesOf))).flat())];
  const byStem = Map.groupBy(files, stemOf);
  for (const [stem, same] of byStem) {
    if (same.length > 1) {
      throw new InputError(
        `Expected one image named ${stem} but found ${
          same.join(" and ")
        }: their results would overwrite each other`,
      );
    }
  }
  return files;
}
