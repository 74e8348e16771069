/**
 * Networks, one file each, and the folders that trained ones are kept in.
 *
 * @module
 */
export {
  type ArchitectureFacts,
  expectNetworkSize,
  type LayerFacts,
  measureArchitecture,
} from "./architecture_facts.ts";
export {
  attentionDistances,
  type AttentionMap,
  attentionMaps,
} from "./attention_maps.ts";
export { buildAttentionUNet } from "./attention_unet.ts";
export type { BuildOptions, FamilyOptions } from "./build_options.ts";
export type {
  Card,
  CardEvaluation,
  CardIntervals,
  CardKind,
  CardOrigin,
  CardQuantization,
  CardSplitting,
  Exposure,
  WeightType,
} from "./card.ts";
export { INTEGER_FILE } from "./integer_network.ts";
export { type Computation, computationOf, computeWith } from "./computation.ts";
export { cutPatch, type PatchSource } from "./patches.ts";
export {
  pruneUNetPlusPlus,
  pruningTable,
  unetPlusPlusHeads,
} from "./prune_unet_plus_plus.ts";
export { redrawDropout } from "./dropout.ts";
export { buildKaryonSmall, type KaryonSmallOptions } from "./karyon_small.ts";
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
export {
  buildFromParts,
  type ModelFiles,
  type ModelParts,
  readModelParts,
} from "./model_parts.ts";
export { countMaps, MASK_ONLY, NUCLEUS_MAPS, type NucleusMap } from "./maps.ts";
export { type NetworkNormalization, networkNormalizations } from "./normalization.ts";
export { type Architecture, architectures, findArchitecture } from "./registry.ts";
export { recordEvaluation } from "./record_evaluation.ts";
export { recordSplitting, type SplittingChoice } from "./record_splitting.ts";
export { SelfAttention2D, type SelfAttentionConfig } from "./self_attention.ts";
export { buildTransformer, type TransformerOptions } from "./transformer.ts";
export {
  buildSlidingWindow,
  SLIDING_WINDOW,
  type SlidingWindowOptions,
} from "./sliding_window.ts";
export { buildUNet } from "./unet.ts";
export { buildUNet2015, type UNet2015Options } from "./unet_2015.ts";
export { legalUNet2015Size, type UNet2015Size } from "./unet_2015_size.ts";
export type { UNetOptions } from "./unet_options.ts";
export { buildUNetPlusPlus, type UNetPlusPlusOptions } from "./unet_plus_plus.ts";
export { transferWeights } from "./transfer_weights.ts";
export { type Upsampling, upsamplings } from "./upsampling.ts";
