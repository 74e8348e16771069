import type { Card, CardEvaluation, CardOrigin, Exposure } from "../architectures/mod.ts";
import { exposureOf } from "./exposure.ts";
import {
  DSB2018_CHECKSUM,
  findEvaluation,
  type ModelTableOptions,
  readCards,
} from "./read_cards.ts";

/** What a reader compares models by; null where the card does not say. */
export type ModelRow = {
  readonly model: string;
  readonly architecture: string;
  readonly recipe: string;
  readonly parameters: number;
  /** The weights' file, 10^6 bytes. */
  readonly megabytes: number;
  /** Prediction alone at the case study's 256 x 256, the median over images. */
  readonly ms_per_image: number | null;
  /** What computed that: engine, threads, precision. */
  readonly timed_on: string | null;
  readonly epochs: number;
  readonly best_epoch: number;
  /** Of the model that it started from as well, and so on. */
  readonly training_minutes: number;
  /** What the model knew of the test images. */
  readonly test_images: Exposure;
  readonly case_study_mean_iou: number | null;
  readonly case_study_foreground_iou: number | null;
  readonly held_out_foreground_iou: number | null;
  /** Limits of the 95 % interval over images. */
  readonly held_out_low: number | null;
  readonly held_out_high: number | null;
  readonly held_out_dice: number | null;
  readonly held_out_mean_iou: number | null;
  /** The contest's, and the limits of its 95 % interval. */
  readonly held_out_average_precision: number | null;
  readonly held_out_average_precision_low: number | null;
  readonly held_out_average_precision_high: number | null;
  readonly held_out_f1_50: number | null;
  readonly held_out_f1_70: number | null;
  /** Null on cards that were scored before it was. */
  readonly held_out_panoptic_quality: number | null;
  /** The kind of image with the lowest held-out foreground IoU, that, and its n. */
  readonly lowest_kind: string | null;
  readonly lowest_kind_iou: number | null;
  readonly lowest_kind_images: number | null;
};

/** Held-out scores of one model on one kind of image. */
export type ModelKindRow = {
  readonly model: string;
  readonly kind: string;
  readonly images: number;
  readonly foreground_iou: number;
  /** Limits of the 95 % interval over images; null for a single image. */
  readonly low: number | null;
  readonly high: number | null;
  readonly dice: number;
  readonly mean_iou: number;
};

type Trained = Pick<CardOrigin, "seconds" | "from">;

/** With those of the models that it goes back to. */
const secondsOf = ({ seconds, from }: Trained): number =>
  seconds + (from ? secondsOf(from) : 0);

/** The row of one card. */
export function modelRow(card: Card, options: ModelTableOptions = {}): ModelRow {
  const { checksum = DSB2018_CHECKSUM, split = "test" } = options;
  const { training } = card;
  const caseStudy = findEvaluation(card, "case-study", options);
  const heldOut = findEvaluation(card, "held-out", options);
  const limits = (name: string) => heldOut?.intervals?.[name] ?? [null, null];
  const [low, high] = limits("foreground_iou");
  const [precisionLow, precisionHigh] = limits("average_precision");
  const lowest = heldOut?.kinds?.toSorted((a, b) =>
    a.foreground_iou - b.foreground_iou
  )[0];
  const score = (row: CardEvaluation | undefined, name: string) =>
    row?.scores[name] ?? null;
  const time = score(caseStudy, "ms_per_image");
  return {
    model: card.name,
    architecture: card.architecture.name,
    recipe: card.recipe.name,
    parameters: card.parameters,
    megabytes: card.weights.bytes / 1e6,
    ms_per_image: time,
    timed_on: time === null ? null : caseStudy!.engine_words ?? caseStudy!.engine,
    epochs: training.epochs,
    best_epoch: training.best_epoch,
    training_minutes: secondsOf(training) / 60,
    test_images: exposureOf(card, { checksum, split }),
    case_study_mean_iou: score(caseStudy, "mean_iou"),
    case_study_foreground_iou: score(caseStudy, "foreground_iou"),
    held_out_foreground_iou: score(heldOut, "foreground_iou"),
    held_out_low: low,
    held_out_high: high,
    held_out_dice: score(heldOut, "dice"),
    held_out_mean_iou: score(heldOut, "mean_iou"),
    held_out_average_precision: score(heldOut, "average_precision"),
    held_out_average_precision_low: precisionLow,
    held_out_average_precision_high: precisionHigh,
    held_out_f1_50: score(heldOut, "f1_50"),
    held_out_f1_70: score(heldOut, "f1_70"),
    held_out_panoptic_quality: score(heldOut, "panoptic_quality"),
    lowest_kind: lowest?.kind ?? null,
    lowest_kind_iou: lowest?.foreground_iou ?? null,
    lowest_kind_images: lowest?.images ?? null,
  };
}

/** The rows of one card by kind of image: none where it was not scored `held-out`. */
export function modelKindRows(
  card: Card,
  options: ModelTableOptions = {},
): ModelKindRow[] {
  const { kinds = [] } = findEvaluation(card, "held-out", options) ?? {};
  return kinds.map(({ kind, images, foreground_iou, dice, mean_iou, intervals }) => {
    const [low, high] = intervals["foreground_iou"] ?? [null, null];
    return { model: card.name, kind, images, foreground_iou, low, high, dice, mean_iou };
  });
}

/**
 * All models in `models/`, one row a model, the best held-out foreground IoU first:
 * what their cards say, nothing computed anew. `karyon evaluate --record` writes
 * scores into a card.
 *
 * @example
 * ```ts
 * import { modelTable } from "#karyon";
 * const rows = await modelTable();
 * if (!rows.some(({ model }) => model === "unet-small")) throw new Error();
 * ```
 */
export async function modelTable(options: ModelTableOptions = {}): Promise<ModelRow[]> {
  const rows = (await readCards()).map((card) => modelRow(card, options));
  const score = (row: ModelRow) => row.held_out_foreground_iou ?? -1;
  return rows.sort((a, b) => score(b) - score(a) || (a.model < b.model ? -1 : 1));
}

/**
 * Held-out scores by kind of image, of all models in `models/` that were scored so,
 * in the order of {@linkcode modelTable}; the most frequent kind first.
 *
 * @example
 * ```ts
 * import { modelKindTable } from "#karyon";
 * for (const { foreground_iou, low, high } of await modelKindTable()) {
 *   if (low !== null && high !== null && !(low <= foreground_iou && foreground_iou <= high)) {
 *     throw new Error();
 *   }
 * }
 * ```
 */
export async function modelKindTable(
  options: ModelTableOptions = {},
): Promise<ModelKindRow[]> {
  const order = (await modelTable(options)).map(({ model }) => model);
  return (await readCards())
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    .flatMap((card) => modelKindRows(card, options));
}
