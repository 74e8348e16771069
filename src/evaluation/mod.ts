/**
 * How good a model is, by a named protocol.
 *
 * @module
 */
export {
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type ImageScore,
  type Scores,
} from "./evaluate.ts";
export { findProtocol, type Protocol, protocols } from "./protocols.ts";
