import { InputError } from "../base/mod.ts";
import type { Image } from "../images/mod.ts";

/** One image with what is known and what was predicted. */
export interface GalleryItem {
  readonly title: string;
  /** Of any channels and depth. */
  readonly image: Image;
  /** 0 or 1 a pixel: what was annotated. */
  readonly mask?: Uint8Array;
  /** 0 or a nucleus' number a pixel: with it, outlines part nuclei that touch. */
  readonly labels?: Int32Array;
  /** 0 or 1 a pixel: what a model says. */
  readonly prediction?: Uint8Array;
  /** A word on this image, such as its score. */
  readonly note?: string;
}

/** The pictures that a gallery may show of an item. */
export type GalleryPart = "image" | "mask" | "overlay" | "prediction";

/** What was annotated of an item, as one value a pixel; undefined where nothing was. */
export function truthOf(
  { mask, labels }: GalleryItem,
): Uint8Array | Int32Array | undefined {
  return labels ?? mask;
}

/** @throws {InputError} if an item's mask, labels or prediction is of another size */
export function checkItems(chart: string, items: readonly GalleryItem[]): void {
  if (items.length === 0) {
    throw new InputError(
      `${chart}: Expected items with "title", "image" and, where known, "mask", "labels" and "prediction" but found none`,
    );
  }
  for (const item of items) {
    const pixels = item.image.width * item.image.height;
    for (const part of ["mask", "labels", "prediction"] as const) {
      const length = item[part]?.length ?? pixels;
      if (length !== pixels) {
        throw new InputError(
          `${chart}: Expected the ${part} of "${item.title}" to hold ${pixels} pixels but found ${length}`,
        );
      }
    }
  }
}

/** @throws {InputError} if `columns` is no count */
export function checkColumns(chart: string, columns: number | undefined): void {
  if (columns !== undefined && !(Number.isInteger(columns) && columns > 0)) {
    throw new InputError(
      `${chart}: Expected columns to be an integer greater than 0 but found ${columns}`,
    );
  }
}
