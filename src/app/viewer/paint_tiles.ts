/** The pixels of tiles: parts of an image or of its labels, at full size or smaller. */
import { labelColor } from "../../images/mod.ts";
import type { Size } from "./view.ts";

/** A picture as a canvas takes it: RGBA, row-major. */
export interface Picture extends Size {
  readonly pixels: Uint8ClampedArray;
}

/** Labels of an image; 0 is background. */
export interface LabelPicture extends Size {
  readonly labels: Int32Array;
}

/** A part of a picture in which one pixel stands for `2 ** level` squared. */
export interface Part extends Size {
  readonly level: number;
  /** In pixels of that level. */
  readonly left: number;
  readonly top: number;
}

/** At most so many samples a side make one pixel; more are not seen and take time. */
const MOST_SAMPLES = 4;

/** A part of an image: each pixel the mean of those it stands for. */
export function paintImage(picture: Picture, part: Part): Uint8ClampedArray<ArrayBuffer> {
  const { pixels, width, height } = picture;
  const painted = new Uint8ClampedArray(part.width * part.height * 4);
  const block = 2 ** part.level;
  const step = Math.max(1, block / MOST_SAMPLES);
  for (let row = 0, to = 0; row < part.height; row++) {
    const top = (part.top + row) * block, bottom = Math.min(top + block, height);
    for (let column = 0; column < part.width; column++, to += 4) {
      const left = (part.left + column) * block, right = Math.min(left + block, width);
      let red = 0, green = 0, blue = 0, alpha = 0, samples = 0;
      for (let y = top; y < bottom; y += step) {
        for (let x = left; x < right; x += step, samples++) {
          const from = (y * width + x) * 4;
          red += pixels[from]!;
          green += pixels[from + 1]!;
          blue += pixels[from + 2]!;
          alpha += pixels[from + 3]!;
        }
      }
      painted[to] = red / samples;
      painted[to + 1] = green / samples;
      painted[to + 2] = blue / samples;
      painted[to + 3] = alpha / samples;
    }
  }
  return painted;
}

/** The labels in the middle of the blocks of a row, with one more at each end. */
function sampleRow(
  { labels, width, height }: LabelPicture,
  part: Part,
  row: number,
): Int32Array {
  const block = 2 ** part.level, middle = block >> 1;
  const sampled = new Int32Array(part.width + 2);
  const y = (part.top + row) * block;
  // The last block may be cut so that its middle lies outside.
  const inside = Math.min(y + middle, height - 1);
  if (y < 0 || y >= height) return sampled;
  for (let i = 0; i < sampled.length; i++) {
    const x = (part.left + i - 1) * block;
    if (x < 0 || x >= width) continue;
    sampled[i] = labels[inside * width + Math.min(x + middle, width - 1)]!;
  }
  return sampled;
}

type Rows = readonly [above: Int32Array, here: Int32Array, below: Int32Array];

function paintLabels(
  picture: LabelPicture,
  part: Part,
  isPainted: (rows: Rows, column: number) => boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const painted = new Uint8ClampedArray(part.width * part.height * 4);
  const colors = new Map<number, readonly [number, number, number]>();
  let above = sampleRow(picture, part, -1), here = sampleRow(picture, part, 0);
  for (let row = 0; row < part.height; row++) {
    const below = sampleRow(picture, part, row + 1);
    for (let column = 1; column <= part.width; column++) {
      const label = here[column]!;
      if (label === 0 || !isPainted([above, here, below], column)) continue;
      const color = colors.get(label) ?? labelColor(label);
      colors.set(label, color);
      const to = (row * part.width + column - 1) * 4;
      painted.set(color, to);
      painted[to + 3] = 255;
    }
    [above, here] = [here, below];
  }
  return painted;
}

/** A part of the mask: every nucleus in its colour, the background see-through. */
export const paintMask = (picture: LabelPicture, part: Part) =>
  paintLabels(picture, part, () => true);

/** A part of the outlines: the pixels of nuclei beside anything else. */
export const paintOutlines = (picture: LabelPicture, part: Part) =>
  paintLabels(picture, part, ([above, here, below], column) => {
    const label = here[column];
    return above[column] !== label || below[column] !== label ||
      here[column - 1] !== label || here[column + 1] !== label;
  });
