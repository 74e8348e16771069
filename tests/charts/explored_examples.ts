/** The charts of exploration, by snapshot name. */
import type { Chart } from "../../src/base/mod.ts";
import {
  categorySharesChart,
  clusterPointsChart,
  clusterScoresChart,
  comparedStatisticsChart,
  contingencyChart,
  contrastChart,
  driftChart,
  driftOverviewChart,
  galleryChart,
  intensityChart,
  kindGalleryChart,
  noveltyChart,
  nucleiPerImageChart,
  nucleusAreaChart,
  sizeShapeChart,
  touchingChart,
  valueRangeChart,
} from "../../src/charts/mod.ts";
import {
  imageRows,
  intensityRows,
  nucleusRows,
  sizeRows,
  VALUE_RANGES,
} from "./explored.ts";
import { COMPARED, driftFacts, driftRows } from "./explored_drift.ts";
import {
  categoryRows,
  CLUSTER_SCORES,
  clusterPoints,
  contingencyRows,
  noveltyRows,
} from "./explored_kinds.ts";
import { tissue } from "./tissue.ts";

export const explored: Record<string, () => Chart | Promise<Chart>> = {
  size_shapes: () => sizeShapeChart(sizeRows),
  value_ranges: () => valueRangeChart(VALUE_RANGES),
  intensities: () => intensityChart(intensityRows, { images: { train: 670, test: 65 } }),
  nuclei_per_image: () => nucleiPerImageChart(imageRows),
  nucleus_areas: () => nucleusAreaChart(nucleusRows),
  touching: () => touchingChart(imageRows),
  contrast: () => contrastChart(imageRows),
  cluster_points: () => clusterPointsChart(clusterPoints, { x: "gray", y: "saturation" }),
  cluster_scores: () => clusterScoresChart(CLUSTER_SCORES, { n: 670, split: "train" }),
  contingency: () => contingencyChart(contingencyRows),
  category_shares: () => categorySharesChart(categoryRows),
  drift_overview: () => driftOverviewChart(driftRows(0, 2)),
  drift_overview_pairs: () =>
    driftOverviewChart([...driftRows(0, 1), ...driftRows(0, 2)]),
  drift: () => driftChart(driftFacts, [...driftRows(0, 1), ...driftRows(0, 2)]),
  drift_one: () => driftChart(driftFacts, driftRows(0, 2).slice(0, 1)),
  novelty: () => noveltyChart(noveltyRows, { reference: "train" }),
  compared_statistics: () =>
    comparedStatisticsChart(COMPARED, {
      first: { name: "real", n: 670 },
      second: { name: "synthetic", n: 100 },
    }),
  gallery_depths: () =>
    galleryChart([
      { title: "gray, 8 bit", ...tissue({ width: 150, height: 120, channels: 1 }) },
      {
        title: "gray, 16 bit of a camera with 12",
        ...tissue({ width: 174, height: 232, channels: 1, depth: 16 }),
      },
      {
        title: "RGBA, stained, wide",
        ...tissue({ width: 240, height: 100, channels: 4, stained: true }),
        note: "14 nuclei",
      },
      {
        title: "not annotated",
        image: tissue({ width: 120, height: 120, channels: 3 }).image,
      },
    ], { split: "made-up", title: "Images, masks, overlays" }),
  kind_gallery: () =>
    kindGalleryChart(
      [
        { kind: "white on black", images: 546, stained: false, side: 96 },
        { kind: "purple on purple, dense tissue", images: 70, stained: true, side: 104 },
      ].map(({ kind, images, stained, side }) => ({
        kind,
        images,
        items: [1, 2, 3].map((n) => ({
          title: `${kind.slice(0, 6)}${n}a0b1c2d3e4f56789`,
          ...tissue({
            width: side,
            height: n === 2 ? side / 2 : side,
            channels: stained ? 3 : 1,
            stained,
            seed: n,
          }),
        })),
      })),
      { split: "train" },
    ),
  kind_gallery_images: () =>
    kindGalleryChart([{
      kind: "cluster 1",
      images: 12,
      items: [1, 2, 3, 4].map((seed) => ({
        title: `image ${seed}`,
        image: tissue({ width: 96, height: 96, channels: 1, seed }).image,
      })),
    }], { split: "stage2", columns: 4 }),
};
