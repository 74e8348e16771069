import type { IntensityBin } from "./image_facts.ts";
import { GRAY_STEPS, type Levels } from "./measure_levels.ts";

/** Bins between 0 and 1. */
const BINS = 64;

const CHANNELS = ["gray", "red", "green", "blue"] as const;

const binOf = (share: number) => Math.min(Math.floor(share * BINS), BINS - 1);

/** Adds up the levels of image after image, each with the same weight. */
export class IntensityDistribution {
  readonly #sums = CHANNELS.map(() => new Float64Array(BINS));
  #images = 0;

  add({ gray, grayCounts, counts, shares }: Levels): void {
    const [grays, ...colours] = this.#sums as [Float64Array, ...Float64Array[]];
    const weight = 1 / gray.length;
    grayCounts.forEach((n, step) => grays[binOf(step / GRAY_STEPS)]! += n * weight);
    colours.forEach((sums, c) => {
      // A gray image is as red as it is green and blue.
      (counts[c] ?? counts[0]!).forEach((n, value) => {
        if (n > 0) sums[binOf(shares[value]!)]! += n * weight;
      });
    });
    this.#images++;
  }

  /** One row a channel and bin, empty bins too; none without an image. */
  rows(split: string): IntensityBin[] {
    if (this.#images === 0) return [];
    return CHANNELS.flatMap((channel, c) =>
      Array.from(this.#sums[c]!, (sum, bin) => ({
        split,
        channel,
        from: bin / BINS,
        to: (bin + 1) / BINS,
        share: sum / this.#images,
      }))
    );
  }
}
