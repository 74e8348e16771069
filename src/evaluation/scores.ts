import {
  bootstrapIntervals,
  type Interval,
  meanDice,
  meanForegroundIoU,
  meanIoU,
  pooledDice,
  pooledForegroundIoU,
  pooledMeanIoU,
} from "../metrics/mod.ts";
import type { ScoredImage } from "./score_image.ts";

/**
 * How good a prediction is, each 0..1. `mean_iou` is the mean over images of the
 * two-class IoU; `average_precision` is the contest's; all but `pooled_...` are
 * means over images, and `pooled_...` sum the pixels of all images first.
 */
export interface Quality {
  readonly mean_iou: number;
  readonly foreground_iou: number;
  readonly dice: number;
  readonly pooled_mean_iou: number;
  readonly pooled_foreground_iou: number;
  readonly pooled_dice: number;
  readonly average_precision: number;
  readonly f1_50: number;
  readonly f1_70: number;
}

/** The scores of a set, with its size and how long an image takes. */
export interface Scores extends Quality {
  readonly images: number;
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

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function qualityOf(images: readonly ScoredImage[]): Quality {
  const confusions = images.map(({ pixels }) => pixels);
  const over = (key: "average_precision" | "f1_50" | "f1_70") =>
    mean(images.map(({ score }) => score[key]));
  return {
    mean_iou: meanIoU(confusions),
    foreground_iou: meanForegroundIoU(confusions),
    dice: meanDice(confusions),
    pooled_mean_iou: pooledMeanIoU(confusions),
    pooled_foreground_iou: pooledForegroundIoU(confusions),
    pooled_dice: pooledDice(confusions),
    average_precision: over("average_precision"),
    f1_50: over("f1_50"),
    f1_70: over("f1_70"),
  };
}

/** The scores of a set of images, at least one. */
export function scoresOf(images: readonly ScoredImage[]): Scores {
  return {
    images: images.length,
    ...qualityOf(images),
    ms_per_image: median(images.map(({ score }) => score.ms)),
  };
}

/** How far the scores of a set would move with other images of its like. */
export function intervalsOf(images: readonly ScoredImage[]): Intervals {
  // A copy, since an interface is no record to TypeScript.
  return bootstrapIntervals(images, (drawn) => ({ ...qualityOf(drawn) }));
}

/** The scores of each kind of image, the most frequent first. */
export function scoresByKind(images: readonly ScoredImage[]): KindScores[] {
  return [...Map.groupBy(images, ({ score }) => score.kind)]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .map(([kind, those]) => ({
      kind,
      ...scoresOf(those),
      intervals: intervalsOf(those),
    }));
}
