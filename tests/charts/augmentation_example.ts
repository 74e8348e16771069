/** The chart of every change that an augmentation can make, of drawn tissue. */
import type { Chart } from "../../src/base/mod.ts";
import { augmentationChart } from "../../src/charts/mod.ts";
import { augmentationExamples } from "../../src/dataset/augmentation/augmentation_examples.ts";
import { tissue } from "./tissue.ts";

/** Each change once. */
const AUGMENTATION = {
  squeeze: 0.5,
  flip: true,
  quarterTurns: true,
  rotate: 30,
  zoom: [0.6, 1.6],
  stretch: 1.4,
  elastic: { share: 0.5, sigma: 3, grid: 4 },
  gray: { share: 0.2 },
  invert: { share: 0.2 },
  mixChannels: { share: 0.5, amount: 0.6 },
  channelGain: { share: 0.5, range: [0.7, 1] },
  gamma: { share: 0.5, range: [0.6, 1.6] },
  contrast: { share: 0.5, range: [0.5, 1] },
  brightness: { share: 0.5, range: [-0.2, 0.2] },
  blur: { share: 0.2, range: [0.5, 1.5] },
  noise: { share: 0.2, range: [0, 0.08] },
} as const;

export function augmentation(): Promise<Chart> {
  const [width, height] = [96, 80];
  const { image, labels } = tissue({ width, height, channels: 3, stained: true });
  const source = {
    id: "made up",
    width,
    height,
    pixels: Uint8Array.from(image.data),
    peak: 255,
    mask: Uint8Array.from(labels, (label) => Math.min(label, 1)),
    labels,
  } as const;
  const rows = augmentationExamples(source, AUGMENTATION, { size: 64, seed: 4 });
  return augmentationChart(rows, { split: "made-up" });
}
