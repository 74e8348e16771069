import { seededRandom } from "../../base/mod.ts";
import { createImage, type Image } from "../../images/mod.ts";
import type { SourceImage } from "../source_image.ts";
import { augmentImage } from "./augment.ts";
import { type Change, colourChanges, shapeChanges } from "./changes.ts";
import { drawGeometry } from "./geometry.ts";
import type { Augmentation } from "./options.ts";
import type { WarpedImage } from "./warp.ts";

/** A square that was drawn from an image, and what was done to it. */
export interface AugmentationExample {
  readonly title: string;
  /** RGB of 8 bits. */
  readonly image: Image;
  /** A value a pixel, 0 or 1. */
  readonly mask: Uint8Array;
  /** 0 or a nucleus' number a pixel, where the source has labels. */
  readonly labels?: Int32Array;
}

/** Examples that belong together. */
export interface AugmentationExamples {
  readonly title: string;
  readonly items: readonly AugmentationExample[];
}

/** Which square to draw of what. */
export interface ExampleOptions {
  /** Pixels along each side, as in the training. */
  readonly size: number;
  readonly seed: number;
  /** Squares with all changes together. Default 5. */
  readonly together?: number;
}

/** Lines of the grid along each side of the square. */
const LINES = 9;
/** Draws looked through for one that shows a change. */
const TRIES = 200;

/** A copy of an image with lines of gray on it, as wide as a pixel of the square. */
function drawGrid(source: SourceImage, size: number): SourceImage {
  const { width, height, peak } = source;
  const pixels = source.pixels.slice();
  const isLine = (at: number, length: number) =>
    Math.floor(at * size / length) % Math.ceil(size / LINES) === 0;
  for (let i = 0; i < width * height; i++) {
    if (isLine(i % width, width) || isLine(Math.floor(i / width), height)) {
      pixels.fill(peak * 0.6, 3 * i, 3 * i + 3);
    }
  }
  return { ...source, pixels };
}

function toExample(
  title: string,
  { pixels, mask, labels }: WarpedImage,
  size: number,
): AugmentationExample {
  const image = createImage(size, size, 3);
  pixels.forEach((value, i) => image.data[i] = Math.round(255 * value));
  return { title, image, mask, ...(labels ? { labels } : {}) };
}

/** One change alone, by the first draw that shows it. */
function showChange(
  source: SourceImage,
  { title, options, shows = () => true, grid = false }: Change,
  { size, seed }: ExampleOptions,
): AugmentationExample {
  let stream = 0;
  const isShown = () =>
    shows(drawGeometry(source, size, options, seededRandom(seed, stream)));
  while (stream < TRIES && !isShown()) stream++;
  const from = grid ? drawGrid(source, size) : source;
  const drawn = augmentImage(from, size, options, seededRandom(seed, stream));
  return toExample(title, drawn, size);
}

/**
 * Shows what an augmentation does to an image: each of its changes alone, at the ends
 * of its range, and squares that it draws with all of them, as a training does.
 *
 * @returns rows for `augmentationChart()`
 *
 * @example
 * ```ts
 * import { augmentationExamples, drawSyntheticSample, makeSourceImage } from "#karyon";
 * const sample = drawSyntheticSample(1, 0);
 * const source = makeSourceImage(sample, "train", { normalization: "none" });
 * const augmentation = { flip: true, gray: { share: 0.1 } };
 * const [shape] = augmentationExamples(source, augmentation, { size: 64, seed: 1 });
 * const titles = shape!.items.map(({ title }) => title);
 * if (titles.join() !== "whole image,mirrored") throw new Error(titles.join());
 * ```
 */
export function augmentationExamples(
  source: SourceImage,
  augmentation: Augmentation,
  options: ExampleOptions,
): AugmentationExamples[] {
  const { size, seed, together = 5 } = options;
  const each = (changes: readonly Change[]) =>
    changes.map((change) => showChange(source, change, options));
  const all = Array.from({ length: together }, (_, n) => {
    const drawn = augmentImage(source, size, augmentation, seededRandom(seed, n));
    return toExample(`draw ${n + 1}`, drawn, size);
  });
  return [
    {
      title: "Shape: image, mask and labels together",
      items: each(shapeChanges(augmentation)),
    },
    {
      title: "Colour and texture: the image alone",
      items: each(colourChanges(augmentation)),
    },
    { title: "All together, as a training sees the image", items: all },
  ].filter(({ items }) => items.length > 0);
}
