/**
 * Where tensors are computed, behind one function that chooses.
 *
 * @module
 */
export {
  type Engine,
  type EngineName,
  engineNames,
  probeEngines,
  useEngine,
} from "./use_engine.ts";
