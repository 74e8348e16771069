import type { ImageFacts } from "./image_facts.ts";
import { middle } from "./middle.ts";
import type { ComparedStatistic, Statistic } from "./set_tables.ts";

type Value = (facts: ImageFacts) => number | null;

/** The rows of the table: name, unit, how images become one number, an image's value. */
const STATISTICS: readonly [string, string, "median" | "mean", Value][] = [
  ["width", "pixels", "median", (facts) => facts.width],
  ["height", "pixels", "median", (facts) => facts.height],
  ["size", "megapixels", "median", (facts) => facts.megapixels],
  ["foreground", "share of pixels", "mean", (facts) => facts.foreground],
  ["nuclei per image", "nuclei", "median", (facts) => facts.nuclei],
  ["nuclei per megapixel", "nuclei", "median", (facts) => facts.nuclei_per_megapixel],
  ["nucleus area", "pixels", "median", (facts) => facts.median_area],
  ["spread of area", "of the mean", "median", (facts) => facts.area_variation],
  ["touching nuclei", "share of nuclei", "mean", (facts) => facts.touching],
  ["contrast", "Michelson", "median", (facts) => facts.contrast],
  ["separation", "d'", "median", (facts) => facts.separation],
  ["edge sharpness", "1 / pixel", "median", (facts) => facts.edge_sharpness],
  ["texture in nuclei", "of the mean", "median", (facts) => facts.nucleus_texture],
  ["noise", "share of range", "median", (facts) => facts.noise],
  ["sharpness", "share of range", "median", (facts) => facts.sharpness],
  ["texture", "share of range", "median", (facts) => facts.texture],
  ["brightness", "share of range", "mean", (facts) => facts.gray],
  ["saturation", "share of range", "mean", (facts) => facts.saturation],
];

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function summarise(
  facts: readonly ImageFacts[],
  [statistic, unit, summary, valueOf]: typeof STATISTICS[number],
): Statistic {
  const values = facts.map(valueOf).filter((value) => value !== null);
  const value = values.length === 0
    ? null
    : summary === "mean"
    ? mean(values)
    : middle(values);
  return { statistic, unit, summary, images: values.length, value };
}

/** One row a kind of image, by name. */
function kindRows(facts: readonly ImageFacts[]): Statistic[] {
  const looks = facts.map(({ look }) => look).filter((look) => look !== null);
  return [...new Set(looks)].sort().map((kind) => ({
    statistic: kind,
    unit: "share of images",
    summary: "share",
    images: looks.length,
    value: looks.length === 0
      ? null
      : looks.filter((look) => look === kind).length / looks.length,
  }));
}

/**
 * A set in a few numbers: sizes, nuclei, contrast, noise, and the share of each
 * kind of image. Each row says how the images' values became one, and how many
 * images have a value.
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, statisticsTable } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(20, 10, 1) };
 *   yield { id: "b", image: createImage(40, 10, 1) };
 * }
 * const [width] = statisticsTable(await exploreSamples(samples(), "own"));
 * if (width?.statistic !== "width" || width.value !== 30) throw new Error();
 * ```
 */
export function statisticsTable(facts: readonly ImageFacts[]): Statistic[] {
  return [...STATISTICS.map((row) => summarise(facts, row)), ...kindRows(facts)];
}

/** Both 0 is no difference; something where there was nothing has no ratio. */
function ratioOf(first: number | null, second: number | null): number | null {
  if (first === null || second === null) return null;
  if (first === second) return 1;
  return first === 0 ? null : second / first;
}

function compare(first: Statistic, second: Statistic): ComparedStatistic {
  const { statistic, unit, summary } = first;
  const ratio = ratioOf(first.value, second.value);
  const unknown = first.value === null || second.value === null;
  return {
    statistic,
    unit,
    summary,
    first: first.value,
    second: second.value,
    ratio,
    within_two: unknown ? null : ratio !== null && ratio >= 0.5 && ratio <= 2,
  };
}

/**
 * Two sets side by side, such as real images and drawn ones: the rows of
 * {@linkcode statisticsTable} for both, their ratio, and whether it is within a
 * factor of two. A kind of image that one of them lacks is not.
 *
 * @example
 * ```ts
 * import { compareStatistics, createImage, exploreSamples } from "#karyon";
 * async function* samples(width: number) {
 *   yield { id: "a", image: createImage(width, 10, 1) };
 * }
 * const real = await exploreSamples(samples(20), "real");
 * const drawn = await exploreSamples(samples(50), "drawn");
 * const [width, height] = compareStatistics(real, drawn);
 * if (width?.ratio !== 2.5 || width.within_two !== false) throw new Error();
 * if (height?.within_two !== true) throw new Error();
 * ```
 */
export function compareStatistics(
  first: readonly ImageFacts[],
  second: readonly ImageFacts[],
): ComparedStatistic[] {
  return compareTables(statisticsTable(first), statisticsTable(second));
}

const isKind = ({ summary }: Statistic) => summary === "share";

/** The row of that name; of a kind that the table lacks, a share of none. */
function rowOf(table: readonly Statistic[], { statistic, ...row }: Statistic): Statistic {
  const found = table.find((other) => other.statistic === statistic);
  if (found) return found;
  const kind = table.find(isKind);
  return { statistic, ...row, images: kind?.images ?? 0, value: kind ? 0 : null };
}

/**
 * As {@linkcode compareStatistics}, from tables: one of them may have been kept
 * in a file.
 *
 * @param first from {@linkcode statisticsTable}
 * @param second likewise
 *
 * @example
 * ```ts
 * import { compareTables } from "#karyon";
 * const row = { statistic: "width", unit: "pixels", summary: "median", images: 1 };
 * const [width] = compareTables([{ ...row, value: 100 }], [{ ...row, value: 150 }]);
 * if (width?.ratio !== 1.5 || width.within_two !== true) throw new Error();
 * ```
 */
export function compareTables(
  first: readonly Statistic[],
  second: readonly Statistic[],
): ComparedStatistic[] {
  const all = [...first, ...second];
  const rows = new Map(all.map((row) => [row.statistic, row]));
  const kinds = [...rows.values()].filter(isKind)
    .sort((a, b) => a.statistic < b.statistic ? -1 : 1);
  const others = [...rows.values()].filter((row) => !isKind(row));
  return [...others, ...kinds].map((row) =>
    compare(rowOf(first, row), rowOf(second, row))
  );
}
