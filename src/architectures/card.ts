import type { Row } from "../base/mod.ts";
import type { NetworkNormalization } from "./normalization.ts";

/** How the weights are stored. */
export type WeightType = "float32" | "float16";

/** What a reader must know of a trained model; `card.json` in its folder. */
export interface Card {
  readonly name: string;
  readonly architecture: {
    readonly name: string;
    readonly filters: number;
    /** The architecture's default where it is missing. */
    readonly normalization?: NetworkNormalization;
  };
  readonly parameters: number;
  readonly input: { readonly size: number; readonly normalization: "none" | "stretch" };
  /** A probability above it is nucleus. */
  readonly threshold: number;
  readonly recipe: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly training: {
    readonly data: string;
    readonly checksum: string;
    readonly protocol: string;
    readonly train_images: number;
    readonly validation_images: number;
    readonly epochs: number;
    readonly best_epoch: number;
    readonly ended: string;
    readonly seconds: number;
  };
  readonly engine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly weights: { readonly type: WeightType; readonly bytes: number };
  /** One row a measurement, its definition, split and n named. */
  readonly metrics: readonly Row[];
  /** Scores on other images than those it was trained with; see {@linkcode recordEvaluation}. */
  readonly evaluations?: readonly CardEvaluation[];
}

/** Scores of a whole set of images by a named protocol. */
export interface CardEvaluation {
  /** `case-study` or `held-out`. */
  readonly protocol: string;
  /** The data set in a sentence. */
  readonly data: string;
  /** SHA-256 of its content. */
  readonly checksum: string;
  readonly split: string;
  readonly engine: string;
  /** Among them `images`, `mean_iou` and `foreground_iou`. */
  readonly scores: Readonly<Record<string, number>>;
}
