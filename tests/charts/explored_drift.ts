/** Made-up tables of sets that differ; seeded, repeatable. */
import { bell } from "./explored.ts";

/** The largest distance of two distribution functions, by looking at every value. */
function ksDistance(a: readonly number[], b: readonly number[]): number {
  const below = (values: readonly number[], limit: number) =>
    values.filter((value) => value <= limit).length / values.length;
  return Math.max(
    ...[...a, ...b].map((limit) => Math.abs(below(a, limit) - below(b, limit))),
  );
}

const DRIFTING = {
  gray: [0.14, 0.21, 0.2],
  saturation: [0.06, 0.07, 0.11],
  noise: [0.011, 0.012, 0.016],
  megapixels: [0.13, 0.14, 0.26],
  nuclei_per_megapixel: [420, 410, 260],
  median_area: [96, 110, 240],
  touching: [0.2, 0.21, 0.24],
  separation: [2.6, 2.5, 2.2],
} as const;

const MADE = Object.entries(DRIFTING).map(([fact, middles], f) => ({
  fact,
  sets: ([["train", 200], ["validation", 65], ["test", 65]] as const).map(
    ([split, n], s) => ({
      split,
      values: bell(n, 0, 0.9, 100 + 3 * f + s).map((value) =>
        middles[s]! * Math.exp(value)
      ),
    }),
  ),
}));

/** One row an image of three sets. */
export const driftFacts = ["train", "validation", "test"].flatMap((split, s) =>
  MADE[0]!.sets[s]!.values.map((_, i) => ({
    split,
    ...Object.fromEntries(
      MADE.map(({ fact, sets }) => [fact, sets[s]!.values[i]!] as const),
    ),
  }))
);

/** As `factDrift()` gives it, of two of those sets. */
export function driftRows(from: number, to: number) {
  return MADE.map(({ fact, sets }) => {
    const [a, b] = [sets[from]!, sets[to]!];
    const middle = (values: readonly number[]) =>
      values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)]!;
    const d = ksDistance(a.values, b.values);
    return {
      fact,
      from: a.split,
      to: b.split,
      from_images: a.values.length,
      to_images: b.values.length,
      from_median: middle(a.values),
      to_median: middle(b.values),
      d,
      p: d > 0.2 ? 0.001 : 0.4,
    };
  });
}

export const COMPARED = [
  { statistic: "width", unit: "pixels", summary: "median", first: 256, second: 256 },
  {
    statistic: "foreground",
    unit: "share",
    summary: "mean",
    first: 0.139,
    second: 0.181,
  },
  { statistic: "nuclei", unit: "count", summary: "median", first: 27, second: 41 },
  { statistic: "median area", unit: "pixels", summary: "median", first: 142, second: 96 },
  { statistic: "touching", unit: "share", summary: "mean", first: 0.244, second: 0.151 },
  { statistic: "contrast", unit: "0..1", summary: "median", first: 0.61, second: 0.7 },
  { statistic: "noise", unit: "0..1", summary: "median", first: 0.0042, second: 0.0111 },
  {
    statistic: "white on black",
    unit: "share",
    summary: "share",
    first: 0.81,
    second: 0.8,
  },
  {
    statistic: "purple on yellow",
    unit: "share",
    summary: "share",
    first: 0,
    second: 0.02,
  },
  { statistic: "focus", unit: "0..1", summary: "median", first: 0.31, second: null },
].map((row) => ({
  ...row,
  ratio: row.second === null || row.first === 0 ? null : row.second / row.first,
}));
