/**
 * How good a model is, by a named protocol.
 *
 * @module
 */
export {
  chooseSplitting,
  type ChosenSplitting,
  SPLITTING_CANDIDATES,
  type SplittingCandidates,
  type SplittingImage,
  type SplittingRow,
} from "./choose_splitting.ts";
export {
  chooseThreshold,
  type ChosenThreshold,
  type ThresholdScore,
} from "./choose_threshold.ts";
export {
  type ClassicalScores,
  readClassicalScores,
  recordClassicalScores,
} from "./classical_scores.ts";
export {
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type Scored,
} from "./evaluate.ts";
export { exposureOf, type ScoredImages } from "./exposure.ts";
export {
  type ModelKindRow,
  modelKindRows,
  modelKindTable,
  type ModelRow,
  modelRow,
  modelTable,
} from "./model_table.ts";
export type { ErrorRow, ThresholdRow } from "./nucleus_rows.ts";
export {
  DSB2018_CHECKSUM,
  findEvaluation,
  type ModelTableOptions,
} from "./read_cards.ts";
export {
  type NucleusKindRow,
  nucleusKindRows,
  nucleusRows,
  type NucleusSources,
  type NucleusTableRow,
} from "./nucleus_scores.ts";
export { nucleusKindTable, nucleusTable } from "./nucleus_table.ts";
export { findProtocol, type Protocol, protocols } from "./protocols.ts";
export type { ImageScore } from "./score_image.ts";
export type { Intervals, KindScores, Quality, Scores } from "./scores.ts";
export {
  modelSegmenter,
  type Segmenter,
  type SegmenterOptions,
  type Splitting,
  type SquarePrediction,
} from "./segmenter.ts";
