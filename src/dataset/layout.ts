import { InputError } from "../base/mod.ts";
import type { Files } from "./files.ts";

/** The files of one image in the contest's layout. */
export interface Entry {
  readonly image: string;
  readonly masks: readonly string[];
}

/**
 * For each PNG of the layout `<ImageId>/images/*.png` and `.../masks/*.png` its
 * place: sorted pairs of place and name. Folders around `<ImageId>` are left
 * away, and so is what macOS adds to zips.
 *
 * @throws {InputError} if two files have one place
 */
export function placesOf(files: Files): [place: string, name: string][] {
  const places = new Map<string, string>();
  for (const name of files.names) {
    const found = name.match(/(?:^|\/)([^/]+)\/(images|masks)\/([^/]+\.png)$/);
    if (!found || name.startsWith("__MACOSX/")) continue;
    const place = found.slice(1).join("/");
    const other = places.get(place);
    if (other !== undefined) {
      throw new InputError(
        `Expected one ${place} but found ${other} and ${name}`,
        {
          path: files.path,
        },
      );
    }
    places.set(place, name);
  }
  return [...places].sort(([a], [b]) => a < b ? -1 : 1);
}

/**
 * The image and the masks of each ImageId, in the order of ids; masks without an
 * image are left out.
 *
 * @throws {InputError} if there is no image, or an ImageId has two
 */
export function groupByImage(files: Files): Map<string, Entry> {
  const images = new Map<string, string>();
  const masks = new Map<string, string[]>();
  for (const [place, name] of placesOf(files)) {
    const [id, kind] = place.split("/") as [string, string];
    if (kind === "masks") {
      masks.getOrInsertComputed(id, () => []).push(name);
      continue;
    }
    const other = images.get(id);
    if (other !== undefined) {
      throw new InputError(
        `Expected one image of "${id}" but found ${other} and ${name}`,
        {
          path: files.path,
        },
      );
    }
    images.set(id, name);
  }
  if (images.size === 0) {
    const found = files.names.slice(0, 3).join(", ") || "no files";
    throw new InputError(`Expected <ImageId>/images/<ImageId>.png but found ${found}`, {
      path: files.path,
    });
  }
  return new Map(
    [...images].map(([id, image]) => [id, { image, masks: masks.get(id) ?? [] }]),
  );
}

/** How many masks lie under each ImageId that has no image. */
export function masksWithoutImage(files: Files): Map<string, number> {
  const counts = new Map<string, number>();
  const places = placesOf(files).map(([place]) => place.split("/"));
  const withImage = new Set(
    places.filter(([, kind]) => kind === "images").map(([id]) => id!),
  );
  for (const [id] of places) {
    if (!withImage.has(id!)) counts.set(id!, (counts.get(id!) ?? 0) + 1);
  }
  return counts;
}
