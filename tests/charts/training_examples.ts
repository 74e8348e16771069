/** Charts of trainings and of trained models, from made-up values. */
import type { Chart } from "../../src/base/mod.ts";
import {
  attentionChart,
  learningRateChart,
  modelCurvesChart,
  modelGalleryChart,
  nucleusScoresChart,
  overfittingChart,
} from "../../src/charts/mod.ts";
import { discs, history, SCOPE } from "./made_up.ts";

const METRIC = "two-class Mean IoU (mean over images)";

/** Up in a line, down along half a cosine. */
const rates = (schedule: string, warmup: number) =>
  Array.from({ length: 60 }, (_, step) => ({
    schedule,
    step,
    rate: step < warmup
      ? 0.002 * (step + 1) / (warmup + 1)
      : 0.001 * (1 + Math.cos(Math.PI * (step - warmup) / (60 - warmup))),
  }));

/** Two heads: one looks nearby, one along its row. */
function attention(width: number, height: number): Float32Array {
  const places = width * height;
  const weights = new Float32Array(2 * places * places);
  for (let from = 0; from < places; from++) {
    for (let to = 0; to < places; to++) {
      const down = Math.floor(to / width) - Math.floor(from / width);
      const distance = Math.hypot(down, to % width - from % width);
      weights[from * places + to] = Math.exp(-distance);
      weights[(places + from) * places + to] = down === 0 ? 1 / width : 0;
    }
  }
  return weights;
}

const score = (name: string, average_precision: number, pieces: number | null) => ({
  name,
  what: "model" as const,
  images: 65,
  average_precision,
  average_precision_low: average_precision - 0.06,
  average_precision_high: average_precision + 0.05,
  components_average_precision: pieces,
});

const nucleusScoreRows = [
  score("unet-tuned", 0.41, 0.33),
  score("karyon-small", 0.53, 0.37),
  // Splitting may cost.
  score("a model of one's own, named at length", 0.28, 0.3),
  { ...score("otsu", 0.36, null), what: "classical" as const },
  { ...score("voronoi-otsu", 0.31, null), what: "classical" as const },
  { ...score("scored long ago", 0.22, null), average_precision_low: null },
];

const discItem = (radius: number) => {
  const { image, mask, prediction } = discs(90, 70, radius);
  return { title: `Discs of radius ${radius}`, image, mask, prediction };
};

export const trainingExamples: Record<string, () => Chart | Promise<Chart>> = {
  model_curves: () => {
    const study = "65 images of stage1_test (case-study)";
    const heldOut = "98 images of stage1_train (held-out)";
    const rows = ["unet", "unet-plus-plus", "hrnet", "transformer", "karyon-small"]
      .flatMap((model, i) =>
        history(model, 5 + 2 * i).map((row) => ({
          ...row,
          validation: i < 4 ? study : heldOut,
        }))
      );
    return modelCurvesChart(rows, { metric: METRIC });
  },
  model_curves_first_epoch: () =>
    modelCurvesChart([{
      model: "one",
      validation: "one image",
      epoch: 1,
      val_loss: 0,
      val_mean_iou: 1,
    }], { metric: METRIC }),
  overfitting: () =>
    overfittingChart(
      ["U-Net, one level", "U-Net, five levels", "U-Net++", "U-Net, augmented"]
        .flatMap((model, i) =>
          history(model, 4 + i).map((row) => ({
            ...row,
            val_loss: row.val_loss + 0.004 * i * row.epoch,
          }))
        ),
      SCOPE,
    ),
  nucleus_scores: () => nucleusScoresChart(nucleusScoreRows, { split: "made-up" }),
  nucleus_scores_alone: () =>
    nucleusScoresChart([
      { name: "otsu", what: "classical", images: 9, average_precision: 0.03 },
    ], { split: "made-up" }),
  learning_rates: () =>
    learningRateChart([
      ...rates("cosine", 3),
      ...rates("one-cycle", 15),
      ...[0, 59].map((step) => ({ schedule: "constant", step, rate: 0.001 })),
    ]),
  attention: () => {
    const [width, height] = [9, 7];
    const { image } = discs(90, 70, 10);
    return attentionChart(
      { image, layer: "block 1", heads: 2, width, height, weights: attention(9, 7) },
      { row: 2, column: 6 },
      { split: "made-up" },
    );
  },
  model_gallery: () =>
    modelGalleryChart(
      [8, 12].map(discItem).map(({ prediction, ...item }) => ({
        ...item,
        predictions: ["unet", "unet-plus-plus", "karyon-small"].map((model, i) => ({
          model,
          prediction: i === 1 ? item.mask : prediction,
          note: `0.${81 - i}`,
        })),
      })),
      { split: "made-up" },
    ),
};
