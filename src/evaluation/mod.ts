/**
 * How good a model is, by a named protocol.
 *
 * @module
 */
export { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate.ts";
export { exposureOf, type ScoredImages } from "./exposure.ts";
export {
  type ModelKindRow,
  modelKindRows,
  modelKindTable,
  type ModelRow,
  modelRow,
  modelTable,
  type ModelTableOptions,
} from "./model_table.ts";
export { findProtocol, type Protocol, protocols } from "./protocols.ts";
export type { ImageScore } from "./score_image.ts";
export type { Intervals, KindScores, Quality, Scores } from "./scores.ts";
