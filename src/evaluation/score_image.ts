import type { Model } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";
import type { Sample } from "../dataset/mod.ts";
import { imageKind } from "../explore/mod.ts";
import { type Image, prepareMask, resizeBilinear } from "../images/mod.ts";
import {
  averagePrecision,
  binarize,
  type Confusion,
  confusion,
  dice,
  f1At,
  foregroundIoU,
  matchNuclei,
  twoClassIoU,
} from "../metrics/mod.ts";
import {
  type Prediction,
  predictProbabilities,
  predictSquare,
  segmentProbabilities,
} from "../segment/mod.ts";
import type { Protocol } from "./protocols.ts";

/** The scores of one image. */
export interface ImageScore {
  readonly id: string;
  /** By colour, see `imageKind()`; `unknown` where the mask is empty or full. */
  readonly kind: string;
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

/** An image's scores, and its pixels for the scores that pool them. */
export interface ScoredImage {
  readonly score: ImageScore;
  readonly pixels: Confusion;
}

/** A prediction, and the pixels at the size that the protocol scores at. */
interface Predicted {
  readonly prediction: Prediction;
  readonly pixelsBeside: (mask: Uint8Array) => Confusion;
}

/** At the network's input size, whatever the card's `fit` says. */
async function predictForCaseStudy(
  { card, network }: Model,
  image: Image,
): Promise<Predicted> {
  const { width, height } = image;
  const { size } = card.input;
  const square = await predictSquare(network, image, card.input);
  const native = resizeBilinear(square, size, size, 1, width, height);
  return {
    prediction: segmentProbabilities(native, width, height, card.threshold),
    pixelsBeside: (mask) =>
      confusion(
        prepareMask(mask, width, height, size),
        binarize(square, card.threshold),
      ),
  };
}

async function predictHeldOut(model: Model, image: Image): Promise<Predicted> {
  const { width, height } = image;
  const probabilities = await predictProbabilities(model, image);
  const { threshold } = model.card;
  const prediction = segmentProbabilities(probabilities, width, height, threshold);
  return { prediction, pixelsBeside: (mask) => confusion(mask, prediction.mask) };
}

/**
 * Predicts one image and compares it with its known nuclei.
 *
 * @throws {InputError} if the sample has no mask
 */
export async function scoreImage(
  model: Model,
  { id, image, mask, labels }: Sample,
  protocol: Protocol,
): Promise<ScoredImage> {
  if (!mask || !labels) {
    throw new InputError(`Expected nuclei to compare with for "${id}" but found none`);
  }
  const start = performance.now();
  const { prediction, pixelsBeside } = protocol.name === "case-study"
    ? await predictForCaseStudy(model, image)
    : await predictHeldOut(model, image);
  const ms = performance.now() - start;
  const pixels = pixelsBeside(mask);
  const match = matchNuclei(labels, prediction.labels);
  return {
    pixels,
    score: {
      id,
      kind: imageKind(image, mask) ?? "unknown",
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
