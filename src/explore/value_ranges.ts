import type { ImageFacts } from "./image_facts.ts";
import { middle } from "./middle.ts";
import type { ValueRange } from "./set_tables.ts";

/**
 * Which values the images hold, by split and bit depth: whether they use their
 * range, and whether they are 0..255 at all or 0..1, as floats and masks are.
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, valueRanges } from "#karyon";
 * async function* samples() {
 *   const image = createImage(2, 1, 1);
 *   image.data.set([3, 40]);
 *   yield { id: "a", image };
 * }
 * const [range] = valueRanges(await exploreSamples(samples(), "train"));
 * if (range?.unit !== "0..255" || range.brightest !== 40) throw new Error();
 * if (range.full_range !== 0) throw new Error();
 * ```
 */
export function valueRanges(facts: readonly ImageFacts[]): ValueRange[] {
  const groups = Map.groupBy(facts, ({ split, depth }) => `${split}\n${depth}`);
  return [...groups.values()].map((own) => {
    const { split, depth } = own[0]!;
    const most = 2 ** depth - 1;
    const brightest = own.map((row) => row.brightest);
    return {
      split,
      depth,
      images: own.length,
      unit: `0..${most}`,
      smallest: own.reduce((least, row) => Math.min(least, row.smallest), most),
      low: middle(own.map((row) => row.low)),
      high: middle(own.map((row) => row.high)),
      typical_brightest: middle(brightest),
      brightest: brightest.reduce((largest, value) => Math.max(largest, value), 0),
      full_range: brightest.filter((value) => value === most).length,
      zero_to_one: brightest.filter((value) => value <= 1).length,
    };
  });
}
