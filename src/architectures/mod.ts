/**
 * Networks, one file each, and the folders that trained ones are kept in.
 *
 * @module
 */
export type { Card, WeightType } from "./card.ts";
export { layerTable, type NetworkLayer } from "./layer_table.ts";
export {
  artifactsOf,
  listModels,
  loadModel,
  type Model,
  readStoredModel,
  type StoredModel,
  writeModel,
} from "./model_folder.ts";
export { type Architecture, architectures, findArchitecture } from "./registry.ts";
export { buildUNet, type UNetOptions } from "./unet.ts";
