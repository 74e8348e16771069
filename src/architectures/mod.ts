/**
 * Networks, one file each, and the folders that trained ones are kept in.
 *
 * @module
 */
export { buildAttentionUNet } from "./attention_unet.ts";
export type { Card, CardEvaluation, WeightType } from "./card.ts";
export { layerTable, type NetworkLayer } from "./layer_table.ts";
export { buildHRNet, type HRNetOptions } from "./hrnet.ts";
export {
  artifactsOf,
  listModels,
  loadModel,
  type Model,
  readStoredModel,
  type StoredModel,
  writeModel,
} from "./model_folder.ts";
export { type NetworkNormalization, networkNormalizations } from "./normalization.ts";
export {
  type Architecture,
  architectures,
  type BuildOptions,
  findArchitecture,
} from "./registry.ts";
export { recordEvaluation } from "./record_evaluation.ts";
export { buildUNet } from "./unet.ts";
export type { UNetOptions } from "./unet_options.ts";
export { buildUNetPlusPlus, type UNetPlusPlusOptions } from "./unet_plus_plus.ts";
