/**
 * Smaller weights, and what they cost.
 *
 * @module
 */
export { compareWeights, type WeightError } from "./compare_weights.ts";
export { quantizeFloat16 } from "./float16.ts";
export {
  type Quantized,
  quantizeModel,
  type QuantizeOptions,
  weightTypes,
} from "./quantize_model.ts";
