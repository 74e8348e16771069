/** The charts of how nuclei are told apart and how well measured, by snapshot name. */
import type { Chart } from "../../src/base/mod.ts";
import {
  measuredAgreementChart,
  nucleusMapsChart,
  splittingStepsChart,
} from "../../src/charts/mod.ts";
import { mergeLabels } from "../../src/dataset/mod.ts";
import { distanceTransform } from "../../src/segment/mod.ts";
import { bell } from "./explored.ts";
import { tissue } from "./tissue.ts";

const WIDTH = 96, HEIGHT = 72;

/** What a perfect model would say of drawn nuclei, and the steps from there. */
function drawn(seed: number) {
  const { image, labels } = tissue({ width: WIDTH, height: HEIGHT, channels: 1, seed });
  const mask = mergeLabels(labels);
  const depths = distanceTransform(mask, WIDTH, HEIGHT);
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  const distance = depths.map((depth) => depth / deepest);
  const border = Float32Array.from(labels, (label, at) => {
    const beside = [labels[at + 1] ?? 0, labels[at + WIDTH] ?? 0];
    return label !== 0 && beside.some((other) => other !== 0 && other !== label) ? 1 : 0;
  });
  const nucleus = Float32Array.from(mask, (value) => 0.05 + 0.9 * value);
  return { image, labels, mask, depths, maps: { nucleus, border, distance } };
}

const NUMBERS = [["white on black", 40, 1], ["purple on white", 12, 2]] as const;

/** Areas that are measured a little too small, the more so the larger. */
export const agreementRows = NUMBERS.flatMap(([kind, n, seed]) => {
  const errors = bell(n, -0.06, 0.1, seed + 30);
  return bell(n, 5, 0.8, seed).map((log, i) => ({
    kind,
    truth: Math.round(Math.exp(log)),
    measured: Math.round(Math.exp(log + errors[i]!)),
  }));
});

export const splitting: Record<string, () => Chart | Promise<Chart>> = {
  nucleus_maps: () =>
    nucleusMapsChart(
      [3, 4].map((seed) => {
        const { image, labels, maps } = drawn(seed);
        return { title: `Nuclei ${seed}`, image, labels, maps };
      }),
      { split: "made-up" },
    ),
  nucleus_maps_alone: () => {
    const { image, maps: { nucleus } } = drawn(3);
    return nucleusMapsChart([{ title: "A mask alone", image, maps: { nucleus } }], {
      split: "made-up",
    });
  },
  splitting_steps: () => {
    const { image, mask, depths, labels } = drawn(3);
    const seeds = labels.map((label, at) => depths[at]! > 4 ? label : 0);
    return splittingStepsChart([
      {
        title: "By shape",
        image,
        mask,
        heights: depths,
        heightName: "depth, pixels",
        seeds,
        labels,
      },
    ], { split: "made-up" });
  },
  measured_agreement: () =>
    measuredAgreementChart(
      agreementRows.map(({ kind, truth, measured }) => ({
        kind,
        truth: Math.round(truth / 10),
        measured: Math.round(measured / 9),
      })),
      { split: "made-up", what: "nuclei in an image", of: "images" },
    ),
  measured_agreement_relative: () =>
    measuredAgreementChart(agreementRows, {
      split: "made-up",
      what: "areas in pixels",
      of: "matched nuclei",
      relative: true,
    }),
};
