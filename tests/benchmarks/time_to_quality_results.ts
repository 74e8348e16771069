import type { Precision } from "./jobs.ts";
import type { Machine } from "./machine.ts";
import { median } from "./statistics.ts";
import type { QualityEpoch, TraineeFacts } from "./time_to_quality_job.ts";

/** The case study's best validation Mean IoU: what a training has to reach. */
export const PUBLISHED_MEAN_IOU = 0.861;

/** One training, from random weights. */
export interface QualityRun {
  readonly seed: number;
  /** To the end of the first epoch that was good enough; null if none was. */
  readonly minutes: number | null;
  /** That epoch, counted from 1. */
  readonly epoch: number | null;
  /** Training images, over the time that validation takes as well. */
  readonly images_per_second: number;
  readonly history: readonly QualityEpoch[];
}

/** One side's trainings, a seed each. */
export interface QualitySide {
  readonly words: string;
  readonly parameters: number;
  /** The median; a training that did not get there counts as the longest. */
  readonly minutes: number | null;
  /** The median. */
  readonly images_per_second: number;
  readonly runs: readonly QualityRun[];
}

/** How long it takes to train a network until it is good. */
export interface Quality {
  readonly machine: Machine;
  /** Validation Mean IoU, 0..1. */
  readonly target: number;
  readonly architecture: string;
  readonly recipe: string;
  /** At most; the learning rate falls until the last one. */
  readonly epochs: number;
  readonly precision: Precision;
  /** Images. */
  readonly train: number;
  readonly validation: number;
  readonly karyon: QualitySide;
  /** Null where Python lacks it. */
  readonly pytorch: QualitySide | null;
  /** Karyon's speed over PyTorch's: above 1 gets there sooner. Null if one did not. */
  readonly ratio_to_pytorch: number | null;
}

/** What a training told. */
export type Told = TraineeFacts & { readonly history: readonly QualityEpoch[] };

/** Sums up one training. */
export function runOf(
  { history, train }: Told,
  seed: number,
  target: number,
): QualityRun {
  const reached = history.find(({ val_mean_iou }) => val_mean_iou >= target);
  const last = history.at(-1);
  return {
    seed,
    minutes: reached ? reached.seconds / 60 : null,
    epoch: reached?.epoch ?? null,
    images_per_second: last ? train * last.epoch / last.seconds : 0,
    history,
  };
}

/** Sums up a side's trainings, at least one. */
export function sideOf(
  { words, parameters }: TraineeFacts,
  runs: readonly QualityRun[],
): QualitySide {
  const minutes = median(runs.map((run) => run.minutes ?? Infinity));
  return {
    words,
    parameters,
    minutes: Number.isFinite(minutes) ? minutes : null,
    images_per_second: median(runs.map((run) => run.images_per_second)),
    runs,
  };
}
