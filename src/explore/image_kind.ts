import type { Image } from "../images/mod.ts";

/** Kinds of image as a person would name them: nuclei on background. */
export type ImageKind =
  | "white on black"
  | "black on white"
  | "purple on white"
  | "purple on purple"
  | "purple on yellow";

type Rgb = [number, number, number];

/** The mean colour of the pixels inside and outside the mask. */
function meanColours(
  { data, channels }: Image,
  mask: Uint8Array,
): { nucleus: Rgb; background: Rgb } | null {
  const sums: [Rgb, Rgb] = [[0, 0, 0], [0, 0, 0]];
  const counts: [number, number] = [0, 0];
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const where = mask[pixel] === 0 ? 0 : 1;
    const at = pixel * channels;
    sums[where][0] += data[at]!;
    sums[where][1] += data[at + green]!;
    sums[where][2] += data[at + blue]!;
    counts[where]++;
  }
  if (counts[0] === 0 || counts[1] === 0) return null;
  const [background, nucleus] = [0, 1].map((where) =>
    sums[where]!.map((sum) => sum / counts[where]!) as Rgb
  );
  return { nucleus: nucleus!, background: background! };
}

/**
 * Names the kind of image by three questions.
 *
 * 1. Is it gray (R = G = B on average, to a thousandth of the range)? Then the
 *    nuclei are brighter than the background, "white on black", or darker.
 * 2. Is blue the weakest colour of the background? Then it is "yellow".
 * 3. Is the background's saturation, (max - min) / max of its mean colour, 0.18
 *    or more? Then it is "purple", else "white".
 *
 * On the 2018 Data Science Bowl this is what a person says (train: 546 white on
 * black, 70 purple on purple, 38 purple on white, 16 black on white) for all but
 * two images: a pink one of the test set, and the one whose masks are bad, where
 * the annotated pixels are darker than the rest.
 *
 * @param mask one value a pixel, 0 is background
 * @returns null if the mask has no nucleus, or no background, to compare with
 *
 * @example
 * ```ts
 * import { createImage, imageKind } from "#karyon";
 * const image = createImage(2, 1, 1);
 * image.data.set([10, 200]);
 * if (imageKind(image, Uint8Array.of(0, 1)) !== "white on black") throw new Error();
 * ```
 */
export function imageKind(image: Image, mask: Uint8Array): ImageKind | null {
  const colours = meanColours(image, mask);
  if (colours === null) return null;
  const { nucleus, background } = colours;
  const spread = Math.max(...background) - Math.min(...background);
  const nucleusSpread = Math.max(...nucleus) - Math.min(...nucleus);
  if (Math.max(spread, nucleusSpread) < 0.001 * 2 ** image.depth) {
    return nucleus[0] > background[0] ? "white on black" : "black on white";
  }
  const [red, green, blue] = background;
  if (blue < red && blue < green) return "purple on yellow";
  return spread / Math.max(...background) >= 0.18
    ? "purple on purple"
    : "purple on white";
}
