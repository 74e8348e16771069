import {
  type DetectionScores,
  IOU_THRESHOLDS,
  type MatchErrors,
  meanDetectionScores,
  pooledDetectionScores,
} from "../metrics/mod.ts";
import type { ScoredImage } from "./score_image.ts";
import { groupByKind } from "./scores.ts";

/** How well nuclei of one kind of image were found at one IoU threshold. */
export type ThresholdRow = DetectionScores & {
  /** Such as `white on black`; `all` for all images together. */
  readonly kind: string;
  readonly images: number;
  /** A pair is found where its IoU is above. */
  readonly iou: number;
  /** The rest are means over images; these pool the nuclei of all images. */
  readonly pooled_precision: number;
  readonly pooled_recall: number;
  readonly pooled_f1: number;
  readonly pooled_jaccard: number;
};

/** What happened to the nuclei of one kind of image; numbers of nuclei, summed. */
export type ErrorRow = MatchErrors & {
  /** Such as `white on black`; `all` for all images together. */
  readonly kind: string;
  readonly images: number;
  readonly nuclei: number;
  readonly predicted_nuclei: number;
};

const groups = (images: readonly ScoredImage[]): [string, readonly ScoredImage[]][] => [
  ["all", images],
  ...groupByKind(images),
];

/** The scores at each of `IOU_THRESHOLDS`, of all images and of each kind. */
export function thresholdRows(images: readonly ScoredImage[]): ThresholdRow[] {
  return groups(images).flatMap(([kind, those]) =>
    IOU_THRESHOLDS.map((iou, at) => {
      const detections = those.map((image) => image.detections[at]!);
      const pooled = pooledDetectionScores(detections);
      return {
        kind,
        images: those.length,
        iou,
        ...meanDetectionScores(detections),
        pooled_precision: pooled.precision,
        pooled_recall: pooled.recall,
        pooled_f1: pooled.f1,
        pooled_jaccard: pooled.jaccard,
      };
    })
  );
}

/** The nuclei that were found, merged, split or missed, of all images and of each kind. */
export function errorRows(images: readonly ScoredImage[]): ErrorRow[] {
  return groups(images).map(([kind, those]) => {
    const sum = (name: Exclude<keyof ErrorRow, "kind" | "images">) =>
      those.reduce((total, { score }) => total + score[name], 0);
    return {
      kind,
      images: those.length,
      nuclei: sum("nuclei"),
      predicted_nuclei: sum("predicted_nuclei"),
      matched: sum("matched"),
      merged: sum("merged"),
      split: sum("split"),
      misdrawn: sum("misdrawn"),
      missed: sum("missed"),
      invented: sum("invented"),
    };
  });
}
