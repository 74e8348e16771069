import type { Model } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import { readSamples, type SampleSet } from "../dataset/mod.ts";
import {
  type ErrorRow,
  errorRows,
  type ThresholdRow,
  thresholdRows,
} from "./nucleus_rows.ts";
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
import { modelSegmenter, type Segmenter, type SegmenterOptions } from "./segmenter.ts";

/** Scores of a set, of the kinds of image in it, and of each image. */
export interface Evaluation {
  readonly scores: Scores;
  /** Of the scores; 95 %, 2000 resamples of the images, always from the same seed. */
  readonly intervals: Intervals;
  /** The most frequent kind first. */
  readonly kinds: readonly KindScores[];
  /** Nuclei by IoU threshold: ten rows for all images, ten for each kind. */
  readonly thresholds: readonly ThresholdRow[];
  /** Nuclei merged, split or missed: a row for all images, one for each kind. */
  readonly errors: readonly ErrorRow[];
  readonly perImage: readonly ImageScore[];
}

/** A model, or anything else that finds nuclei. */
export type Scored =
  | SegmenterOptions & { readonly model: Model; readonly segmenter?: never }
  | { readonly segmenter: Segmenter; readonly model?: never };

/** What to score, on which images, and how. */
export type EvaluateOptions = Scored & {
  readonly set: SampleSet;
  /** All of the set where left out. */
  readonly ids?: readonly string[];
  readonly protocol: Protocol;
  readonly onProgress?: OnProgress;
};

/**
 * Scores a model, or another way to find nuclei, on samples with known nuclei.
 *
 * @throws {InputError} if a sample has no mask, there is no sample, or the protocol
 *   is `case-study` and what is scored no network
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
  const { set, ids = set.ids, protocol, onProgress } = options;
  const segmenter = options.segmenter ?? modelSegmenter(options.model, options);
  if (ids.length === 0) {
    throw new InputError(`Expected images in ${set.name} but found none`);
  }
  const images: ScoredImage[] = [];
  for await (const sample of readSamples(set, ids)) {
    images.push(await scoreImage(segmenter, sample, protocol));
    onProgress?.(images.length, ids.length);
    // Lets a signal, such as Ctrl-C, have its turn where an engine never waits.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return {
    scores: scoresOf(images),
    intervals: intervalsOf(images),
    kinds: scoresByKind(images),
    thresholds: thresholdRows(images),
    errors: errorRows(images),
    perImage: images.map(({ score }) => score),
  };
}
