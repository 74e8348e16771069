import { InputError } from "../base/mod.ts";
import type { Sample } from "../dataset/mod.ts";
import { imageKind } from "../explore/mod.ts";
import { type Image, prepareMask } from "../images/mod.ts";
import {
  aggregatedJaccard,
  averagePrecision,
  type Confusion,
  confusion,
  type Detections,
  detectionsAt,
  dice,
  explainMatches,
  f1At,
  foregroundIoU,
  IOU_THRESHOLDS,
  type MatchErrors,
  matchNuclei,
  scoreDetections,
  twoClassIoU,
} from "../metrics/mod.ts";
import type { Prediction } from "../segment/mod.ts";
import type { Protocol } from "./protocols.ts";
import type { Segmenter } from "./segmenter.ts";

/** The scores of one image, and its nuclei by what happened to them at an IoU of 0.5. */
export interface ImageScore extends MatchErrors {
  readonly id: string;
  /** By colour, see `imageKind()`; `unknown` where the mask is empty or full. */
  readonly kind: string;
  /** Share of nucleus pixels in the truth, 0..1. */
  readonly foreground: number;
  readonly mean_iou: number;
  readonly foreground_iou: number;
  readonly dice: number;
  readonly average_precision: number;
  readonly precision_50: number;
  readonly recall_50: number;
  readonly f1_50: number;
  readonly f1_70: number;
  readonly panoptic_quality: number;
  readonly aggregated_jaccard: number;
  readonly nuclei: number;
  readonly predicted_nuclei: number;
  readonly ms: number;
}

/** An image's scores, and its pixels and nuclei for the scores that pool them. */
export interface ScoredImage {
  readonly score: ImageScore;
  readonly pixels: Confusion;
  /** At each of `IOU_THRESHOLDS`. */
  readonly detections: readonly Detections[];
}

/** A prediction, and the pixels at the size that the protocol scores at. */
interface Predicted {
  readonly prediction: Prediction;
  readonly pixelsBeside: (mask: Uint8Array) => Confusion;
}

async function predictForCaseStudy(
  segmenter: Segmenter,
  image: Image,
): Promise<Predicted> {
  if (!segmenter.segmentSquare) {
    throw new InputError(
      `Expected the protocol held-out for ${segmenter.name}, which has no input size, but found case-study`,
    );
  }
  const { prediction, mask, size } = await segmenter.segmentSquare(image);
  const { width, height } = image;
  return {
    prediction,
    pixelsBeside: (truth) => confusion(prepareMask(truth, width, height, size), mask),
  };
}

async function predictHeldOut(segmenter: Segmenter, image: Image): Promise<Predicted> {
  const prediction = await segmenter.segment(image);
  return { prediction, pixelsBeside: (truth) => confusion(truth, prediction.mask) };
}

/**
 * Finds the nuclei of one image and compares them with those that are known.
 *
 * @throws {InputError} if the sample has no mask, or the protocol is `case-study` and
 *   the segmenter no network
 */
export async function scoreImage(
  segmenter: Segmenter,
  { id, image, mask, labels }: Sample,
  protocol: Protocol,
): Promise<ScoredImage> {
  if (!mask || !labels) {
    throw new InputError(`Expected nuclei to compare with for "${id}" but found none`);
  }
  const start = performance.now();
  const { prediction, pixelsBeside } = protocol.name === "case-study"
    ? await predictForCaseStudy(segmenter, image)
    : await predictHeldOut(segmenter, image);
  const ms = performance.now() - start;
  const pixels = pixelsBeside(mask);
  const match = matchNuclei(labels, prediction.labels);
  const { precision, recall, panoptic_quality } = scoreDetections(
    detectionsAt(match, 0.5),
  );
  return {
    pixels,
    detections: IOU_THRESHOLDS.map((threshold) => detectionsAt(match, threshold)),
    score: {
      id,
      kind: imageKind(image, mask) ?? "unknown",
      foreground: (pixels.tp + pixels.fn) /
        (pixels.tp + pixels.fn + pixels.fp + pixels.tn),
      mean_iou: twoClassIoU(pixels),
      foreground_iou: foregroundIoU(pixels),
      dice: dice(pixels),
      average_precision: averagePrecision(match),
      precision_50: precision,
      recall_50: recall,
      f1_50: f1At(match, 0.5),
      f1_70: f1At(match, 0.7),
      panoptic_quality,
      aggregated_jaccard: aggregatedJaccard(match),
      nuclei: match.truthCount,
      predicted_nuclei: match.predictionCount,
      ...explainMatches(match).errors,
      ms,
    },
  };
}
