import {
  type CardEvaluation,
  type Dataset,
  DSB2018_CHECKSUM,
  type Evaluation,
  InputError,
  recordClassicalScores,
  recordEvaluation,
  type Splitting,
} from "../mod.ts";
import type { LoadedModel, Subject } from "./evaluate_subject.ts";

/** Refuses to write down what is no score of a whole set of images. */
export function checkRecord(
  { record, limit, augment }: {
    readonly record?: boolean;
    readonly limit?: number;
    readonly augment?: boolean;
  },
): void {
  if (!record || limit === undefined && !augment) return;
  throw new InputError(
    augment
      ? "Expected --record to score a model as it predicts by itself but found --augment beside it"
      : "Expected --record to score all images but found --limit beside it",
  );
}

/** A classical method's scores are kept of one data set alone. */
export async function checkMethodData(dataset: Dataset): Promise<string> {
  const checksum = await dataset.checksum();
  if (checksum === DSB2018_CHECKSUM) return checksum;
  throw new InputError(
    `Expected --record of a method to score the images of the 2018 Data Science Bowl but found ${dataset.name} (${dataset.description})`,
  );
}

/** What scores are of. */
export type ScoredOn = Pick<
  CardEvaluation,
  "protocol" | "data" | "checksum" | "split" | "exposure"
>;

/** Writes scores into the model's card; returns the file. */
export async function recordModel(
  { path, engine }: LoadedModel,
  { scores, intervals, kinds }: Evaluation,
  about: ScoredOn,
  splitting: Splitting,
): Promise<string> {
  await recordEvaluation(path, {
    ...about,
    engine: engine.name,
    engine_words: engine.words,
    ...(splitting === "components" ? { splitting } : {}),
    scores: { ...scores },
    intervals,
    kinds,
  });
  return `${path}/card.json`;
}

/** Writes scores beside those of the other classical methods; returns the file. */
export function recordMethod(
  { name, description }: Subject,
  { scores, intervals, kinds }: Evaluation,
  { protocol, data, checksum, split }: ScoredOn,
): Promise<string> {
  return recordClassicalScores({
    method: name,
    description,
    ...{ protocol, data, checksum, split },
    scores: { ...scores },
    intervals,
    kinds,
  });
}
