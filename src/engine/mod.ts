/**
 * Where tensors are computed, behind one function that chooses.
 *
 * @module
 */
export type { EngineFacts } from "./facts.ts";
export {
  type Engine,
  type EngineName,
  engineNames,
  type EngineOptions,
  enginePrecision,
  type Precision,
  type Probe,
  probeEngines,
  useEngine,
} from "./use_engine.ts";
export {
  startWasmInBrowser,
  startWebGpuInBrowser,
  type WasmFiles,
} from "./browser/mod.ts";
export { clearEngineReport, engineReport, type KernelTime } from "./report.ts";
export {
  bringLibrary,
  type BringOptions,
  describeLibrary,
  findLibrary,
  howToGetNative,
  type Library,
  type LibraryDescription,
  type LibraryFacts,
  type Search,
} from "./native/library/mod.ts";
export { fuseLayers } from "./fuse_layers.ts";
export { type AdamRates, type AdamResult, type AdamStep, stepAdam } from "./adam_step.ts";
