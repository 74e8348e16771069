/** Made-up tables of what exploring the contest's sets gives; seeded, repeatable. */
import { seededRandom } from "../../src/base/mod.ts";
import { SIZES, spread } from "./made_up.ts";

/** As `sizes()` gives them. */
export const sizeRows = Object.entries(SIZES).flatMap(([split, sizes]) =>
  sizes.map(([width, height, images]) => ({ split, width, height, images }))
);

export const VALUE_RANGES = [
  {
    split: "train",
    depth: 8,
    images: 670,
    smallest: 0,
    low: 4,
    high: 94,
    typical_brightest: 112,
    brightest: 255,
  },
  {
    split: "test",
    depth: 8,
    images: 63,
    smallest: 0,
    low: 7,
    high: 141,
    typical_brightest: 180,
    brightest: 255,
  },
  {
    split: "test",
    depth: 16,
    images: 2,
    smallest: 120,
    low: 310,
    high: 9210,
    typical_brightest: 14010,
    brightest: 16383,
  },
];

/** Values with a bell's shape: their middle, their spread, so many. */
export function bell(n: number, middle: number, width: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const sum = random() + random() + random() + random() - 2;
    return middle + width * sum;
  });
}

/** 64 bins a split and channel: dark pixels, and a share of bright ones. */
export const intensityRows = (["gray", "red", "green", "blue"] as const).flatMap(
  (channel, c) =>
    ["train", "test"].flatMap((split, s) => {
      const weights = Array.from({ length: 64 }, (_, bin) =>
        Math.exp(-bin / (4 + 3 * s)) + (bin < 60 - 2 * c ? 1 : 0) *
          (0.004 + 0.03 * (1 + s) * Math.exp(-(((bin - 48 + 3 * c) / 6) ** 2))));
      const total = weights.reduce((sum, weight) =>
        sum + weight, 0);
      return weights.map((weight, bin) => ({
        split,
        channel,
        from: bin / 64,
        to: (bin + 1) / 64,
        share: weight / total,
      }));
    }),
);

/** One row an image, in two sets that differ. */
export const imageRows = [
  ...spread(670, 1, 375, 3).map((nuclei, i) => ({
    split: "train",
    nuclei: Math.round(nuclei),
    touching: i % 3 === 0 ? 0 : (i * 37 % 100) / 140,
    difference: i % 6 === 0 ? -0.05 - (i % 40) / 100 : 0.03 + (i % 70) / 150,
  })),
  ...spread(65, 4, 200, 2).map((nuclei, i) => ({
    split: "test",
    nuclei: Math.round(nuclei),
    touching: (i * 13 % 65) / 90,
    difference: i % 5 === 0 ? -0.1 - (i % 20) / 60 : 0.05 + (i % 40) / 100,
  })),
  { split: "test", nuclei: null, touching: null, difference: null },
];

export const nucleusRows = [
  ...bell(2900, 4.8, 1.3, 1).map((log) => ({ split: "train", area: Math.exp(log) })),
  ...bell(410, 5.6, 1.1, 2).map((log) => ({ split: "test", area: Math.exp(log) })),
].map(({ split, area }) => ({ split, area: Math.round(area) }));
