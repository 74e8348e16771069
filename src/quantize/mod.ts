/**
 * Smaller weights, and what they cost.
 *
 * @module
 */
export { quantizeFloat16 } from "./float16.ts";
export {
  type Quantized,
  quantizeModel,
  type QuantizeOptions,
  weightTypes,
} from "./quantize_model.ts";
