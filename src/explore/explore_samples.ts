import type { Sample } from "../dataset/mod.ts";
import type { ImageFacts, IntensityBin, NucleusFacts } from "./image_facts.ts";
import { IntensityDistribution } from "./intensity_distribution.ts";
import { measureSample } from "./measure_sample.ts";

/** The tables that one look at a set gives. */
export interface Exploration {
  /** One row an image, in the order of the samples. */
  readonly facts: ImageFacts[];
  /** One row a nucleus, image after image; none without labels. */
  readonly nuclei: NucleusFacts[];
  /** How bright the pixels are, 64 bins for gray and for each colour. */
  readonly intensities: IntensityBin[];
}

/**
 * Looks at every image of a set once, one after the other; no pixels are kept.
 *
 * @param samples such as `readSamples()` gives; mask and labels may be missing
 * @param split the name to write into each row
 *
 * @example
 * ```ts
 * import { createImage, exploreSet } from "#karyon";
 * async function* samples() {
 *   const labels = Int32Array.of(1, 2, 0, 0, 0, 3);
 *   yield { id: "a", image: createImage(6, 1, 4), labels };
 * }
 * const { facts, nuclei, intensities } = await exploreSet(samples(), "train");
 * if (facts[0]?.nuclei !== 3 || nuclei[2]?.touching !== false) throw new Error();
 * if (intensities[0]?.share !== 1) throw new Error();
 * ```
 */
export async function exploreSet(
  samples: AsyncIterable<Sample>,
  split: string,
): Promise<Exploration> {
  const facts: ImageFacts[] = [];
  const nuclei: NucleusFacts[] = [];
  const intensities = new IntensityDistribution();
  for await (const sample of samples) {
    const measured = measureSample(sample, split);
    facts.push(measured.facts);
    for (const row of measured.nuclei) nuclei.push(row);
    intensities.add(measured.levels);
  }
  return { facts, nuclei, intensities: intensities.rows(split) };
}

/**
 * The facts alone of every image of a set, one after the other; no pixels are kept.
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
  return (await exploreSet(samples, split)).facts;
}
