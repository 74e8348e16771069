import type { Row } from "../base/mod.ts";
import type { FamilyOptions } from "./build_options.ts";
import type { NetworkNormalization } from "./normalization.ts";

/** How the weights are stored. */
export type WeightType = typeof WEIGHT_TYPES[number];

/** Every {@linkcode WeightType}. */
export const WEIGHT_TYPES = ["float32", "float16", "uint16", "uint8", "int8"] as const;

/** What a reader must know of a trained model; `card.json` in its folder. */
export interface Card {
  readonly name: string;
  /** The architecture's default where an option is missing. */
  readonly architecture: FamilyOptions & {
    readonly name: string;
    readonly filters?: number;
    readonly normalization?: NetworkNormalization;
  };
  readonly parameters: number;
  readonly input: {
    /** Pixels along each side of what it was trained on. */
    readonly size: number;
    readonly normalization: "none" | "stretch" | "stretch-channels";
    /**
     * How an image of another size comes in: squeezed to `size` by `size`, which
     * is what a card without it means, or at its own size.
     */
    readonly fit?: "square" | "native";
  };
  /** A probability above it is nucleus. */
  readonly threshold: number;
  /** How nuclei are told apart; without it by connected pieces of the mask. */
  readonly splitting?: CardSplitting;
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
    /** The trained model that it started from; without it from random weights. */
    readonly from?: CardOrigin;
  };
  readonly engine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly weights: { readonly type: WeightType; readonly bytes: number };
  /** How they came to be of that type, where they were not trained in it. */
  readonly quantization?: CardQuantization;
  /** One row a measurement, its definition, split and n named. */
  readonly metrics: readonly Row[];
  /** Scores on other images than those it was trained with; see {@linkcode recordEvaluation}. */
  readonly evaluations?: readonly CardEvaluation[];
}

/** A model that another was trained on from, and what it was trained with itself. */
export interface CardOrigin {
  readonly name: string;
  readonly parameters: number;
  readonly checksum: string;
  readonly protocol: string;
  readonly epochs: number;
  readonly seconds: number;
  readonly from?: CardOrigin;
}

/** How a model was made smaller. */
export interface CardQuantization {
  /** The type before. */
  readonly from: WeightType;
  /** Whether each channel of a convolution has a scale of its own. */
  readonly per_channel: boolean;
  /** Weights that stayed as they were. */
  readonly kept: readonly string[];
  /** Of a network computed in 8 bit: see the function `quantizeModel()`. */
  readonly activations?: "static" | "dynamic";
  /** The images that showed the ranges of its activations. */
  readonly calibration?: {
    readonly data: string;
    readonly split: string;
    readonly images: number;
  };
}

/** What the function `splitNuclei()` goes by; see its settings there. */
export interface CardSplitting {
  readonly method: "components" | "distance" | "learned";
  readonly threshold: number;
  readonly seedThreshold: number;
  readonly minSeedArea: number;
  readonly minArea: number;
  readonly fillHoles: number;
  readonly smoothing?: number;
}

/**
 * What a model knew of the images that it is scored on: nothing; its best epoch
 * was chosen on them, so that the score flatters; or they trained it.
 */
export type Exposure = "unseen" | "chosen on" | "trained on";

/** Lower and upper limit of each score, 95 % by bootstrap over images. */
export type CardIntervals = Readonly<
  Record<string, readonly [low: number, high: number]>
>;

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
  /** The engine in words: version, instruction set, threads, precision. */
  readonly engine_words?: string;
  readonly exposure?: Exposure;
  /**
   * Where nuclei were told apart as connected pieces of the mask alone, whatever the
   * card says; without it as the card says.
   */
  readonly splitting?: "components";
  /** Among them `images`, `mean_iou` and `foreground_iou`. */
  readonly scores: Readonly<Record<string, number>>;
  readonly intervals?: CardIntervals;
  /** The same by kind of image, the most frequent first. */
  readonly kinds?: readonly CardKind[];
}

/** Scores of the images of one kind, by the names that `scores` has, and n. */
export interface CardKind {
  /** Such as `white on black`. */
  readonly kind: string;
  readonly images: number;
  readonly mean_iou: number;
  readonly foreground_iou: number;
  readonly dice: number;
  /** The contest's. */
  readonly average_precision?: number;
  /** Empty for a single image, which says nothing of how much images differ. */
  readonly intervals: CardIntervals;
}
