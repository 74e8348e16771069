import type { Model } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import { readSamples, type Sample, type SampleSet } from "../dataset/mod.ts";
import { prepareMask, resizeBilinear } from "../images/mod.ts";
import {
  averagePrecision,
  binarize,
  type Confusion,
  confusion,
  dice,
  f1At,
  foregroundIoU,
  matchNuclei,
  meanDice,
  meanForegroundIoU,
  meanIoU,
  pooledDice,
  pooledForegroundIoU,
  pooledMeanIoU,
  twoClassIoU,
} from "../metrics/mod.ts";
import { predictSquare, segmentProbabilities } from "../segment/mod.ts";
import type { Protocol } from "./protocols.ts";

/** The scores of one image. */
export interface ImageScore {
  readonly id: string;
  /** Share of nucleus pixels in the truth, 0..1. */
  readonly foreground: number;
  readonly mean_iou: number;
  readonly foreground_iou: number;
  readonly dice: number;
  readonly average_precision: number;
  readonly f1_50: number;
  readonly f1_70: number;
  readonly nuclei: number;
  readonly predicted_nuclei: number;
  readonly ms: number;
}

/**
 * The scores of a set. `mean_iou` is the mean over images of the two-class IoU;
 * `average_precision` is the contest's; all but `pooled_...` are means over
 * images, and `pooled_...` sum the pixels of all images first.
 */
export interface Scores {
  readonly images: number;
  readonly mean_iou: number;
  readonly foreground_iou: number;
  readonly dice: number;
  readonly pooled_mean_iou: number;
  readonly pooled_foreground_iou: number;
  readonly pooled_dice: number;
  readonly average_precision: number;
  readonly f1_50: number;
  readonly f1_70: number;
  /** Prediction alone, without reading; the median over images. */
  readonly ms_per_image: number;
}

/** Scores of a set and of each of its images. */
export interface Evaluation {
  readonly scores: Scores;
  readonly perImage: readonly ImageScore[];
}

/** What to score. */
export interface EvaluateOptions {
  readonly model: Model;
  readonly set: SampleSet;
  /** All of the set where left out. */
  readonly ids?: readonly string[];
  readonly protocol: Protocol;
  readonly onProgress?: OnProgress;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function scoreSample(
  { card, network }: Model,
  { id, image, mask, labels }: Sample,
  protocol: Protocol,
): Promise<{ score: ImageScore; pixels: Confusion }> {
  if (!mask || !labels) {
    throw new InputError(`Expected nuclei to compare with for "${id}" but found none`);
  }
  const { width, height } = image;
  const { size } = card.input;
  const start = performance.now();
  const square = await predictSquare(network, image, card.input);
  const native = resizeBilinear(square, size, size, 1, width, height);
  const predicted = segmentProbabilities(native, width, height, card.threshold);
  const ms = performance.now() - start;

  const pixels = protocol.name === "case-study"
    ? confusion(prepareMask(mask, width, height, size), binarize(square, card.threshold))
    : confusion(mask, predicted.mask);
  const match = matchNuclei(labels, predicted.labels);
  return {
    pixels,
    score: {
      id,
      foreground: (pixels.tp + pixels.fn) /
        (pixels.tp + pixels.fn + pixels.fp + pixels.tn),
      mean_iou: twoClassIoU(pixels),
      foreground_iou: foregroundIoU(pixels),
      dice: dice(pixels),
      average_precision: averagePrecision(match),
      f1_50: f1At(match, 0.5),
      f1_70: f1At(match, 0.7),
      nuclei: match.truthCount,
      predicted_nuclei: match.predictionCount,
      ms,
    },
  };
}

/**
 * Scores a model on samples with known nuclei.
 *
 * @throws {InputError} if a sample has no mask, or there is no sample
 *
 * @example
 * ```ts
 * import { evaluate, findProtocol, loadModel, openDataset, useEngine } from "#karyon";
 * await useEngine();
 * const [model, { test }] = await Promise.all([loadModel("unet-small"), openDataset()]);
 * const { scores } = await evaluate({
 *   model,
 *   set: test,
 *   ids: test.ids.slice(0, 1),
 *   protocol: findProtocol("held-out"),
 * });
 * if (!(scores.mean_iou > 0 && scores.mean_iou <= 1)) throw new Error();
 * model.dispose();
 * ```
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { model, set, ids = set.ids, protocol, onProgress } = options;
  if (ids.length === 0) {
    throw new InputError(`Expected images in ${set.name} but found none`);
  }
  const perImage: ImageScore[] = [], confusions: Confusion[] = [];
  for await (const sample of readSamples(set, ids)) {
    const { score, pixels } = await scoreSample(model, sample, protocol);
    perImage.push(score);
    confusions.push(pixels);
    onProgress?.(perImage.length, ids.length);
  }
  const over = (key: "average_precision" | "f1_50" | "f1_70") =>
    mean(perImage.map((score) => score[key]));
  return {
    perImage,
    scores: {
      images: perImage.length,
      mean_iou: meanIoU(confusions),
      foreground_iou: meanForegroundIoU(confusions),
      dice: meanDice(confusions),
      pooled_mean_iou: pooledMeanIoU(confusions),
      pooled_foreground_iou: pooledForegroundIoU(confusions),
      pooled_dice: pooledDice(confusions),
      average_precision: over("average_precision"),
      f1_50: over("f1_50"),
      f1_70: over("f1_70"),
      ms_per_image: median(perImage.map(({ ms }) => ms)),
    },
  };
}
