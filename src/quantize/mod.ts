/**
 * Smaller weights, and what they cost.
 *
 * @module
 */
export {
  compareFormats,
  type CompareFormatsOptions,
  type FormatRow,
} from "./compare_formats.ts";
export { type ExportedOnnx, exportOnnx, type ExportOnnxOptions } from "./export_onnx.ts";
export {
  type FormatScores,
  readFormatScores,
  recordFormatScores,
} from "./format_scores.ts";
export {
  type Format,
  type FormatName,
  formats,
  type OpenFormat,
  openFormat,
} from "./formats.ts";
export {
  type Activations,
  type IntegerGraph,
  integerGraph,
  type IntegerGraphOptions,
} from "./integer_graph.ts";
export { timeModels } from "./time_models.ts";
export { compareWeights, type WeightError } from "./compare_weights.ts";
export { type AffineType, type AffineWeights, quantizeAffine } from "./affine.ts";
export type { StoredType } from "./encode_weights.ts";
export { quantizeWeights, type QuantizeWeightsOptions } from "./quantize_weights.ts";
export type { RdfOptions } from "./rdf.ts";
export { scaleChannels, type ScaledChannels } from "./scale_channels.ts";
export { chooseKept } from "./choose_kept.ts";
export {
  measureSensitivity,
  type SensitivityOptions,
  type WeightSensitivity,
} from "./sensitivity.ts";
export { quantizeModel } from "./quantize_model.ts";
export {
  LOSS_BOUNDS,
  type Quantized,
  type QuantizeOptions,
  weightTypes,
} from "./quantize_options.ts";
