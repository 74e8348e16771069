/** Every chart drawn once from made-up or measured values, by snapshot name. */
import type { Chart } from "../../src/base/mod.ts";
import { borderWeights } from "../../src/dataset/border_weights.ts";
import { discs, history, SCOPE, SIZES, spread } from "./made_up.ts";
import { augmentation } from "./augmentation_example.ts";
import { networkFigures } from "./architecture_examples.ts";
import { explored } from "./explored_examples.ts";
import { matched } from "./matched_examples.ts";
import { measured } from "./measured_examples.ts";
import { quantised } from "./quantised_examples.ts";
import { splitting } from "./splitting_examples.ts";
import { trainingExamples } from "./training_examples.ts";
import { uNetLayers, uNetPlusPlusLayers } from "./networks.ts";
import { tissue } from "./tissue.ts";
import {
  architectureChart,
  borderWeightChart,
  brightnessChart,
  channelKindsChart,
  foregroundChart,
  galleryChart,
  learningCurveChart,
  modelScoresChart,
  perImageChart,
  scoreChart,
  sizeChart,
  thresholdHistogramChart,
  weightsChart,
} from "../../src/charts/mod.ts";

export const examples: Record<string, () => Chart | Promise<Chart>> = {
  ...explored,
  ...matched,
  ...measured,
  ...networkFigures,
  ...quantised,
  ...splitting,
  ...trainingExamples,
  threshold_histogram: () =>
    thresholdHistogramChart([
      {
        title: "easy",
        values: [...spread(900, 0.02, 0.12, 1), ...spread(150, 0.6, 0.95, 0.8)],
        threshold: 0.37,
      },
      { title: "hard", values: spread(1000, 0.05, 1, 3), threshold: 0.44 },
    ], { label: "brightness, 0..1", split: "made-up" }),
  channel_kinds: () =>
    channelKindsChart([
      { split: "stage1_train", kind: "rgba", images: 670 },
      { split: "stage1_test", kind: "rgba", images: 37 },
      { split: "stage1_test", kind: "rgb", images: 28 },
    ]),
  sizes: () =>
    sizeChart(
      Object.entries(SIZES).flatMap(([split, sizes]) =>
        sizes.map(([width, height, images]) => ({
          split,
          width,
          height,
          images,
        }))
      ),
    ),
  foreground: () =>
    foregroundChart([
      ...spread(670, 0.0003, 0.592, 2.5).map((foreground) => ({
        split: "train",
        foreground,
      })),
      ...spread(65, 0.006, 0.503, 2).map((foreground) => ({
        split: "test",
        foreground,
      })),
      { split: "test", foreground: null },
    ]),
  brightness: () =>
    brightnessChart([
      ...spread(670, 12, 255, 1.8).map((brightest) => ({
        split: "train",
        brightest,
        depth: 8,
      })),
      ...spread(65, 20, 255, 1.2).map((brightest) => ({
        split: "test",
        brightest,
        depth: 8,
      })),
    ]),
  learning_curve: () =>
    learningCurveChart(history("U-Net", 6), SCOPE, {
      title: "U-Net, case study",
    }),
  learning_curve_live: () =>
    learningCurveChart([{
      epoch: 1,
      loss: 0.61,
      val_loss: 0.55,
      val_mean_iou: 0.52,
    }], SCOPE),
  learning_curves: () =>
    learningCurveChart(
      [
        ...history("U-Net", 5),
        ...history("U-Net++", 6),
        ...history("HRNet", 9),
      ],
      SCOPE,
      { title: "Three architectures, case study" },
    ),
  scores: () =>
    scoreChart([
      {
        model: "U-Net",
        metric: "Mean IoU (two classes, mean over images)",
        value: 0.8632,
        n: 65,
      },
      {
        model: "U-Net++",
        metric: "Mean IoU (two classes, mean over images)",
        value: 0.859,
        n: 65,
      },
      {
        model: "U-Net (case study)",
        metric: "Mean IoU (two classes, mean over images)",
        value: 0.861,
        n: 65,
        published: true,
      },
      {
        model: "U-Net",
        metric: "Foreground IoU (mean over images)",
        value: 0.771,
        n: 65,
      },
      {
        model: "U-Net++",
        metric: "Foreground IoU (mean over images)",
        value: 0.765,
        n: 65,
      },
      {
        model: "U-Net",
        metric: "Average precision (contest)",
        value: 0.412,
        n: 65,
      },
      {
        model: "U-Net++",
        metric: "Average precision (contest)",
        value: 0.398,
        n: 65,
      },
    ], { split: "stage1_test", title: "Models compared" }),
  per_image: () =>
    perImageChart(
      spread(65, 0.93, 0.48, 3).map((mean_iou, i) => ({
        id: `image${String(i).padStart(2, "0")}`,
        mean_iou,
        foreground: 0.02 + 0.45 * ((i * 29) % 65) / 65,
        kind: i < 53 ? "white on black" : i < 61 ? "purple on yellow" : "purple on white",
      })),
      SCOPE,
    ),
  per_image_plain: () =>
    perImageChart(
      spread(20, 0.93, 0.6, 2).map((mean_iou, i) => ({
        id: `image${i}`,
        mean_iou,
      })),
      { ...SCOPE, n: 20 },
    ),
  weights: () =>
    weightsChart([
      { format: "float32", megabytes: 28.2, mean_iou: 0.8612 },
      { format: "float16", megabytes: 14.1, mean_iou: 0.8612 },
      { format: "uint16", megabytes: 14.1, mean_iou: 0.8611 },
      { format: "uint8", megabytes: 7.1, mean_iou: 0.8493 },
    ], SCOPE),
  model_scores: () =>
    modelScoresChart([
      ...[
        ["karyon-small", 0.9, 21.4, 0.812, "unseen"],
        ["unet", 3.88, 118, 0.806, "unseen"],
        ["unet-plus-plus", 4.4, 190, 0.809, "unseen"],
        ["hrnet", 2.1, 160, 0.795, "unseen"],
        ["transformer", 3.1, 140, 0.803, "unseen"],
        ["unet-small", 0.48, 30.6, 0.728, "chosen on"],
        ["unet-small-float16", 0.24, 30.9, 0.727, "chosen on"],
      ].map(([model, megabytes, ms_per_image, score, test_images]) => ({
        model: model as string,
        megabytes: megabytes as number,
        ms_per_image: ms_per_image as number,
        score: score as number,
        low: (score as number) - 0.052,
        high: (score as number) + 0.041,
        test_images: test_images as string,
      })),
      { model: "scored alone", score: 0.7 },
      { model: "U-Net (case study)", megabytes: 28, score: 0.75, published: true },
    ], {
      n: 65,
      split: "stage1_test",
      metric: "Foreground IoU (held-out, mean over images)",
    }),
  gallery: () => {
    const sizes = [[96, 96, 10], [120, 80, 8], [60, 110, 12], [
      96,
      96,
      6,
    ]] as const;
    return galleryChart(
      sizes.map(([width, height, radius], i) => ({
        title: `Discs ${i + 1}`,
        ...discs(width, height, radius),
        note: `Mean IoU 0.${81 - i}`,
      })),
      { split: "made-up", title: "Predictions" },
    );
  },
  gallery_masks: () =>
    galleryChart(
      [8, 12].map((radius) => {
        const { image, mask } = discs(90, 70, radius);
        return {
          title: `An image with discs of radius ${radius} pixels`,
          image,
          mask,
        };
      }),
      { split: "made-up", title: "Images and masks" },
    ),
  gallery_images: () =>
    galleryChart(
      [6, 8, 10, 12, 14].map((radius) => ({
        title: `radius ${radius}`,
        image: discs(80, 80, radius).image,
      })),
      { split: "made-up" },
    ),
  gallery_one: () =>
    galleryChart([{ title: "One large item", ...discs(140, 100, 16) }], {
      split: "made-up",
    }),
  augmentation,
  border_weights: () => {
    const sizes = [[200, 140], [160, 160]] as const;
    return borderWeightChart(
      sizes.map(([width, height], i) => {
        const drawn = tissue({ width, height, channels: 1, seed: i + 3 });
        const weights = borderWeights(drawn.labels, width, height);
        return { title: `Nuclei ${i + 1}`, ...drawn, weights };
      }),
      { split: "made-up" },
    );
  },
  architecture_u_net: () => architectureChart(uNetLayers(), { name: "U-Net" }),
  architecture_u_net_plus_plus: () =>
    architectureChart(uNetPlusPlusLayers(), {
      name: "U-Net++ with deep supervision",
    }),
};
