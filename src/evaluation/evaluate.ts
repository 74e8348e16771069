import type { Model } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import { readSamples, type SampleSet } from "../dataset/mod.ts";
import type { Protocol } from "./protocols.ts";
import { type ImageScore, type ScoredImage, scoreImage } from "./score_image.ts";
import {
  type Intervals,
  intervalsOf,
  type KindScores,
  type Scores,
  scoresByKind,
  scoresOf,
} from "./scores.ts";

/** Scores of a set, of the kinds of image in it, and of each image. */
export interface Evaluation {
  readonly scores: Scores;
  /** Of the scores; 95 %, 2000 resamples of the images, always from the same seed. */
  readonly intervals: Intervals;
  /** The most frequent kind first. */
  readonly kinds: readonly KindScores[];
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
 * const { scores, intervals } = await evaluate({
 *   model,
 *   set: test,
 *   ids: test.ids.slice(0, 2),
 *   protocol: findProtocol("held-out"),
 * });
 * const [low, high] = intervals.foreground_iou!;
 * if (!(low <= scores.foreground_iou && scores.foreground_iou <= high)) throw new Error();
 * model.dispose();
 * ```
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { model, set, ids = set.ids, protocol, onProgress } = options;
  if (ids.length === 0) {
    throw new InputError(`Expected images in ${set.name} but found none`);
  }
  const images: ScoredImage[] = [];
  for await (const sample of readSamples(set, ids)) {
    images.push(await scoreImage(model, sample, protocol));
    onProgress?.(images.length, ids.length);
  }
  return {
    scores: scoresOf(images),
    intervals: intervalsOf(images),
    kinds: scoresByKind(images),
    perImage: images.map(({ score }) => score),
  };
}
