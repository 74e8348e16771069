import { mean, median } from "simple-statistics";
import {
  bootstrapIntervals,
  type Interval,
  meanCountError,
  meanDice,
  meanForegroundIoU,
  meanIoU,
  pooledDetectionScores,
  pooledDice,
  pooledForegroundIoU,
  pooledMeanIoU,
} from "../metrics/mod.ts";
import type { ImageScore, ScoredImage } from "./score_image.ts";

/**
 * How good a prediction is, each 0..1. `mean_iou` is the mean over images of the
 * two-class IoU; `average_precision` is the contest's; precision, recall and F1 count
 * nuclei at the IoU that their name ends in, in percent; all but `pooled_...` are
 * means over images, and `pooled_...` sum the pixels or nuclei of all images first.
 */
export interface Quality {
  readonly mean_iou: number;
  readonly foreground_iou: number;
  readonly dice: number;
  readonly pooled_mean_iou: number;
  readonly pooled_foreground_iou: number;
  readonly pooled_dice: number;
  readonly average_precision: number;
  readonly precision_50: number;
  readonly recall_50: number;
  readonly f1_50: number;
  readonly f1_70: number;
  readonly panoptic_quality: number;
  readonly aggregated_jaccard: number;
  readonly pooled_f1_50: number;
  readonly pooled_panoptic_quality: number;
}

/** The scores of a set, with its size, how far counts are off, and an image's time. */
export interface Scores extends Quality {
  readonly images: number;
  /** Predicted minus true nuclei of an image, the mean over images. */
  readonly count_bias: number;
  /** The same without the sign. */
  readonly count_error: number;
  /** That over the image's true number of nuclei; 1 is as many wrong as there are. */
  readonly relative_count_error: number;
  /** Prediction alone, without reading; the median over images. */
  readonly ms_per_image: number;
}

/** 95 % intervals by {@linkcode bootstrapIntervals} over images; empty for one image. */
export type Intervals = Readonly<Partial<Record<keyof Quality, Interval>>>;

/** The scores of the images of one kind. */
export interface KindScores extends Scores {
  /** Such as `white on black`. */
  readonly kind: string;
  readonly intervals: Intervals;
}

function qualityOf(images: readonly ScoredImage[]): Quality {
  const confusions = images.map(({ pixels }) => pixels);
  const over = (key: keyof Quality & keyof ImageScore) =>
    mean(images.map(({ score }) => score[key]));
  // The first threshold is 0.5.
  const pooled = pooledDetectionScores(images.map(({ detections }) => detections[0]!));
  return {
    mean_iou: meanIoU(confusions),
    foreground_iou: meanForegroundIoU(confusions),
    dice: meanDice(confusions),
    pooled_mean_iou: pooledMeanIoU(confusions),
    pooled_foreground_iou: pooledForegroundIoU(confusions),
    pooled_dice: pooledDice(confusions),
    average_precision: over("average_precision"),
    precision_50: over("precision_50"),
    recall_50: over("recall_50"),
    f1_50: over("f1_50"),
    f1_70: over("f1_70"),
    panoptic_quality: over("panoptic_quality"),
    aggregated_jaccard: over("aggregated_jaccard"),
    pooled_f1_50: pooled.f1,
    pooled_panoptic_quality: pooled.panoptic_quality,
  };
}

/** The scores of a set of images, at least one. */
export function scoresOf(images: readonly ScoredImage[]): Scores {
  const { signed, absolute, relative } = meanCountError(
    images.map(({ score }) => ({
      truthCount: score.nuclei,
      predictionCount: score.predicted_nuclei,
    })),
  );
  return {
    images: images.length,
    ...qualityOf(images),
    count_bias: signed,
    count_error: absolute,
    relative_count_error: relative,
    ms_per_image: median(images.map(({ score }) => score.ms)),
  };
}

/** How far the scores of a set would move with other images of its like. */
export function intervalsOf(images: readonly ScoredImage[]): Intervals {
  // A copy, since an interface is no record to TypeScript.
  return bootstrapIntervals(images, (drawn) => ({ ...qualityOf(drawn) }));
}

/** Images by their kind, the most frequent first. */
export function groupByKind(images: readonly ScoredImage[]): [string, ScoredImage[]][] {
  return [...Map.groupBy(images, ({ score }) => score.kind)]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
}

/** The scores of each kind of image, the most frequent first. */
export function scoresByKind(images: readonly ScoredImage[]): KindScores[] {
  return groupByKind(images).map(([kind, those]) => ({
    kind,
    ...scoresOf(those),
    intervals: intervalsOf(those),
  }));
}
