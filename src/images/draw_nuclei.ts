import { drawNumber } from "./draw_number.ts";
import type { Image } from "./image.ts";
import { labelColor } from "./label_color.ts";
import { drawOverlay, type OverlayOptions } from "./overlay.ts";

/** How {@linkcode drawNuclei} draws. */
export interface DrawNucleiOptions extends OverlayOptions {
  /** Writes each nucleus' label into its middle. Default: no. */
  readonly numbers?: boolean;
}

/**
 * Outlines every nucleus in a colour of its own, so that neighbours are told
 * apart, and numbers them if asked to: the numbers of the table of measurements.
 *
 * @param labels row-major, `width * height` integers; 0 is background
 * @param options as of {@linkcode drawOverlay}, where `color` is by default a
 *   {@linkcode labelColor}; `numbers`
 * @returns an RGB image of 8 bits, stretched for visibility
 * @throws {RangeError} if the labels are not of the image's size
 *
 * @example
 * ```ts
 * import { createImage, drawNuclei, labelColor } from "#karyon";
 * const picture = drawNuclei(createImage(3, 1, 1), Int32Array.of(1, 0, 2));
 * const expected = [labelColor(1), [0, 0, 0], labelColor(2)].join();
 * if (picture.data.join() !== expected) throw new Error(picture.data.join());
 * ```
 */
export function drawNuclei(
  image: Image,
  labels: Int32Array,
  options: DrawNucleiOptions = {},
): Image {
  const { numbers = false, ...overlay } = options;
  const picture = drawOverlay(image, labels, { color: labelColor, ...overlay });
  if (!numbers) return picture;
  for (const [label, { x, y, area }] of sumPlaces(labels, image.width)) {
    drawNumber(picture, label, x / area, y / area);
  }
  return picture;
}

/** The sums of columns and rows, and the number of pixels, by label. */
function sumPlaces(labels: Int32Array, width: number) {
  const sums = new Map<number, { x: number; y: number; area: number }>();
  labels.forEach((label, at) => {
    if (label === 0) return;
    const sum = sums.getOrInsertComputed(label, () => ({ x: 0, y: 0, area: 0 }));
    sum.x += at % width;
    sum.y += Math.floor(at / width);
    sum.area++;
  });
  return sums;
}
