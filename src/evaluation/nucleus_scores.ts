import type { Card, CardEvaluation, Exposure } from "../architectures/mod.ts";
import type { ClassicalScores } from "./classical_scores.ts";
import { exposureOf } from "./exposure.ts";
import {
  DSB2018_CHECKSUM,
  findEvaluation,
  isOfImages,
  type ModelTableOptions,
} from "./read_cards.ts";

/**
 * How well single nuclei are found, by the protocol `held-out`. Scores are means over
 * images, 0..1; null where they were not measured.
 */
export type NucleusTableRow = {
  readonly name: string;
  readonly what: "model" | "classical";
  /** What it knew of the images. */
  readonly test_images: Exposure;
  readonly images: number;
  /** The contest's, and the limits of its 95 % interval over images. */
  readonly average_precision: number;
  readonly average_precision_low: number | null;
  readonly average_precision_high: number | null;
  /** With the card's mask, but connected pieces in place of the card's splitting. */
  readonly components_average_precision: number | null;
  /** What splitting adds to connected pieces. */
  readonly splitting_gain: number | null;
  /** F1 of nuclei at an IoU above 0.5 and above 0.7. */
  readonly f1_50: number | null;
  readonly f1_70: number | null;
  readonly panoptic_quality: number | null;
  /** By how many nuclei the count is off, over the true number. */
  readonly relative_count_error: number | null;
};

/** The average precision of one model or method on one kind of image. */
export type NucleusKindRow = {
  readonly name: string;
  readonly what: "model" | "classical";
  /** Such as `white on black`. */
  readonly kind: string;
  readonly images: number;
  readonly average_precision: number;
  /** Limits of the 95 % interval over images; null for a single image. */
  readonly low: number | null;
  readonly high: number | null;
};

/** What rows are made of, be it on a card or in the file of the classical methods. */
interface Found {
  readonly name: string;
  readonly what: NucleusTableRow["what"];
  readonly test_images: Exposure;
  readonly scored: Pick<CardEvaluation, "scores" | "intervals" | "kinds">;
  readonly components?: CardEvaluation | undefined;
}

function foundOnCard(card: Card, options: ModelTableOptions): Found[] {
  const scored = findEvaluation(card, "held-out", options);
  if (scored?.scores["average_precision"] === undefined) return [];
  const { checksum = DSB2018_CHECKSUM, split = "test" } = options;
  return [{
    name: card.name,
    what: "model",
    test_images: exposureOf(card, { checksum, split }),
    scored,
    // A card that means connected pieces anyway has nothing to compare them with.
    components: (card.splitting?.method ?? "components") === "components"
      ? undefined
      : findEvaluation(card, "held-out", options, "components"),
  }];
}

function foundInFile(row: ClassicalScores, options: ModelTableOptions): Found[] {
  if (row.protocol !== "held-out" || !isOfImages(row, options)) return [];
  return [{
    name: row.method,
    what: "classical",
    // Their settings were chosen on images of the validation list.
    test_images: options.split === "validation" ? "chosen on" : "unseen",
    scored: row,
  }];
}

function rowOf({ scored, components, ...known }: Found): NucleusTableRow {
  const { scores, intervals } = scored;
  const [low, high] = intervals?.["average_precision"] ?? [null, null];
  const average_precision = scores["average_precision"]!;
  const alone = components?.scores["average_precision"] ?? null;
  return {
    ...known,
    images: scores["images"]!,
    average_precision,
    average_precision_low: low,
    average_precision_high: high,
    components_average_precision: alone,
    splitting_gain: alone === null ? null : average_precision - alone,
    f1_50: scores["f1_50"] ?? null,
    f1_70: scores["f1_70"] ?? null,
    panoptic_quality: scores["panoptic_quality"] ?? null,
    relative_count_error: scores["relative_count_error"] ?? null,
  };
}

function kindRowsOf({ name, what, scored: { kinds = [] } }: Found): NucleusKindRow[] {
  return kinds.flatMap(({ kind, images, average_precision, intervals }) => {
    if (average_precision === undefined) return [];
    const [low, high] = intervals["average_precision"] ?? [null, null];
    return [{ name, what, kind, images, average_precision, low, high }];
  });
}

/** Where the scores are told: models' cards, and rows of classical methods. */
export interface NucleusSources {
  readonly cards: readonly Card[];
  readonly methods: readonly ClassicalScores[];
}

/** Everything that has scores, the best average precision first. */
function findAll({ cards, methods }: NucleusSources, options: ModelTableOptions) {
  const score = ({ scored }: Found) => scored.scores["average_precision"] ?? -1;
  return [
    ...cards.flatMap((card) => foundOnCard(card, options)),
    ...methods.flatMap((row) => foundInFile(row, options)),
  ].sort((a, b) => score(b) - score(a) || (a.name < b.name ? -1 : 1));
}

/**
 * The rows of `nucleusTable()`, of these models and methods.
 *
 * @example
 * ```ts
 * import { nucleusRows, readClassicalScores } from "#karyon";
 * const rows = nucleusRows({ cards: [], methods: await readClassicalScores() });
 * if (rows.some(({ what }) => what !== "classical")) throw new Error();
 * ```
 */
export const nucleusRows = (
  sources: NucleusSources,
  options: ModelTableOptions = {},
): NucleusTableRow[] => findAll(sources, options).map(rowOf);

/** The rows of `nucleusKindTable()`, of these models and methods. */
export const nucleusKindRows = (
  sources: NucleusSources,
  options: ModelTableOptions = {},
): NucleusKindRow[] => findAll(sources, options).flatMap(kindRowsOf);
