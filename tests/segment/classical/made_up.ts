/** What scikit-image says of a small image (see make_fixtures.py), and drawn discs. */
import { createImage, type Image } from "../../../src/images/mod.ts";
import stored from "./scikit_image.json" with { type: "json" };

/** A plane out of rows of numbers. */
const parse = (rows: readonly string[]): Float32Array =>
  Float32Array.from(rows.flatMap((row) => row.split(" ").map(Number)));

const { width, height } = stored;
const image: Image = createImage(width, height, 1);
image.data.set(parse(stored.image));

/** The image, and what was computed from it over 255 in Python. */
export const scikitImage = {
  width,
  height,
  image,
  plane: Float32Array.from(image.data, (value) => value / 255),
  otsu: stored.otsu,
  maxima: stored.maxima,
  blurred: parse(stored.blurred),
  localMean: parse(stored.localMean),
  sauvola: parse(stored.sauvola),
  colours: stored.colours.map((colour) => colour.split(" ").map(Number)),
  hematoxylin: stored.hematoxylin,
  voronoiOtsu: Int32Array.from(parse(stored.voronoiOtsu)),
};

/** A disc: its middle, its radius, its value. */
export type Disc = readonly [x: number, y: number, radius: number, value: number];

/** Discs on a ground of one value, in 1 or 3 channels alike. */
export function drawDiscs(
  width: number,
  height: number,
  discs: readonly Disc[],
  { ground = 10, channels = 1 as 1 | 3 | 4 } = {},
): Image {
  const image = createImage(width, height, channels);
  const colours = Math.min(3, channels);
  for (let i = 0; i < width * height; i++) {
    const x = i % width, y = Math.floor(i / width);
    const disc = discs.find(([cx, cy, radius]) => Math.hypot(x - cx, y - cy) < radius);
    image.data.fill(disc?.[3] ?? ground, i * channels, i * channels + colours);
  }
  return image;
}

/** How far two planes are apart where they differ most. */
export function furthest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  counts: (index: number) => boolean = () => true,
): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    if (counts(i)) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  }
  return most;
}
