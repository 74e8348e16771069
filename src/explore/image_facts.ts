import type { Sample } from "../dataset/mod.ts";
import { describeChannels } from "../images/mod.ts";
import { measureBrightness } from "./brightness.ts";
import { type ImageKind, imageKind } from "./image_kind.ts";
import { middle } from "./middle.ts";

/** What is known of one image: a row of a plain table. */
export type ImageFacts = {
  readonly id: string;
  readonly split: string;
  /** Channels: `gray`, `gray-alpha`, `rgb` or `rgba`. */
  readonly kind: string;
  /** Whether an RGB or RGBA image has R = G = B everywhere. */
  readonly gray_in_rgb: boolean;
  /** Whether any pixel is less than opaque. */
  readonly alpha_used: boolean;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Bits a channel. */
  readonly depth: number;
  /** The largest value of any colour channel, 0..255 or 0..65535. */
  readonly brightest: number;
  /** The mean value over pixels and colour channels, in the same unit. */
  readonly mean: number;
  /** Share of nucleus pixels, 0..1; null without a mask. */
  readonly foreground: number | null;
  /** Number of nuclei; null without labels. */
  readonly nuclei: number | null;
  /** Median area of the nuclei in pixels; null without a nucleus. */
  readonly median_area: number | null;
  /** Kind by colour; null without a mask to tell nuclei from background. */
  readonly look: ImageKind | null;
};

/** The pixels of each nucleus. */
function areasOf(labels: Int32Array): number[] {
  const areas = new Map<number, number>();
  for (const label of labels) {
    if (label > 0) areas.set(label, (areas.get(label) ?? 0) + 1);
  }
  return [...areas.values()];
}

/** Measures one image. */
function factsOf(
  { id, image, mask, labels }: Sample,
  split: string,
): ImageFacts {
  const { kind, grayInRgb, alphaUsed, depth } = describeChannels(image);
  const known = mask ?? labels;
  const binary = known && Uint8Array.from(known, (value) => value > 0 ? 1 : 0);
  const areas = labels === undefined ? undefined : areasOf(labels);
  return {
    id,
    split,
    kind,
    gray_in_rgb: grayInRgb,
    alpha_used: alphaUsed,
    width: image.width,
    height: image.height,
    depth,
    ...measureBrightness(image),
    foreground: binary === undefined
      ? null
      : binary.reduce((sum, value) => sum + value, 0) / binary.length,
    nuclei: areas?.length ?? null,
    median_area: areas === undefined || areas.length === 0 ? null : middle(areas),
    look: binary === undefined ? null : imageKind(image, binary),
  };
}

/**
 * Looks at every image of a split, one after the other; no pixels are kept.
 *
 * @param samples such as `readSamples()` gives; mask and labels may be missing
 * @param split the name to write into each row
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(2, 1, 4), mask: Uint8Array.of(0, 1) };
 * }
 * const [facts] = await exploreSamples(samples(), "train");
 * if (facts?.kind !== "rgba" || facts.foreground !== 0.5) throw new Error();
 * ```
 */
export async function exploreSamples(
  samples: AsyncIterable<Sample>,
  split: string,
): Promise<ImageFacts[]> {
  const facts: ImageFacts[] = [];
  for await (const sample of samples) facts.push(factsOf(sample, split));
  return facts;
}
