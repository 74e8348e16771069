/** The charts of what became of nuclei, by snapshot name. */
import type { Chart } from "../../src/base/mod.ts";
import {
  kindScoresChart,
  matchErrorsChart,
  matchOutlinesChart,
  type NucleusFate,
} from "../../src/charts/mod.ts";
import { findOutlines } from "../../src/segment/mod.ts";
import { tissue } from "./tissue.ts";

const ERRORS = [
  {
    model: "karyon-small",
    matched: 444,
    merged: 110,
    split: 3,
    misdrawn: 10,
    missed: 8,
    invented: 89,
  },
  {
    model: "unet-small",
    matched: 362,
    merged: 118,
    split: 0,
    misdrawn: 27,
    missed: 68,
    invented: 33,
  },
].map((row) => ({ ...row, nuclei: 575 }));

/** The tissue's nuclei, each with another fate. */
function outlined(fates: readonly NucleusFate[], channels: 1 | 3) {
  const [width, height] = [150, 110];
  const stained = channels === 3;
  const { image, labels } = tissue({ width, height, channels, stained, seed: 4 });
  const nuclei = findOutlines(labels, width, height).map(({ label, polygons }) => ({
    fate: fates[label % fates.length]!,
    polygons,
  }));
  return { image, nuclei };
}

const FATES = ["matched", "merged", "split", "misdrawn", "missed", "invented"] as const;

export const matched: Record<string, () => Chart | Promise<Chart>> = {
  match_outlines: () =>
    matchOutlinesChart(
      ([1, 3] as const).map((channels) => {
        const { image, nuclei } = outlined(FATES, channels);
        return {
          title: channels === 1 ? "Bright nuclei" : "Stained nuclei, a part",
          image,
          ...(channels === 3 ? { window: { x: 40, y: 20, width: 80, height: 60 } } : {}),
          pictures: [
            { name: "annotated", nuclei: outlined(["annotated"], channels).nuclei },
            { name: "karyon-small", note: "2 merged", nuclei },
            { name: "unet-small", nuclei: outlined(FATES.toReversed(), channels).nuclei },
          ],
        };
      }),
      { split: "made-up" },
    ),
  match_errors: () => matchErrorsChart(ERRORS, { n: 16, split: "made-up" }),
  kind_scores: () =>
    kindScoresChart(
      ([["white on black", 53, 0.08], ["purple on white", 3, 0.2], [
        "purple on purple",
        1,
        null,
      ]] as const).flatMap(([kind, images, spread], i) =>
        ["karyon-small", "unet-small", "otsu"].map((model, j) => {
          const score = 0.62 - 0.17 * i - 0.09 * j;
          return {
            kind,
            model,
            images,
            score,
            low: spread === null ? null : Math.max(0, score - spread),
            high: spread === null ? null : score + spread,
          };
        })
      ),
      { n: 57, split: "made-up", metric: "Average precision" },
    ),
};
