/**
 * Networks as graphs of the Open Neural Network Exchange, and ONNX Runtime.
 *
 * @module
 */
export {
  type ActivationRange,
  type Quantization,
  quantizationOf,
} from "./activation_range.ts";
export type { RangeMethod } from "./activation_methods.ts";
export {
  calibrateActivations,
  type CalibrationOptions,
  type CalibrationSample,
} from "./calibrate.ts";
export { decodeOnnx } from "./decode.ts";
export { encodeOnnx } from "./encode.ts";
export type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValueInfo,
  OnnxValues,
} from "./graph.ts";
export { networkToOnnx, type NetworkToOnnxOptions } from "./network_to_onnx.ts";
export {
  type BatchShape,
  type OnnxSession,
  type OnnxSessionOptions,
  openOnnxSession,
} from "./session.ts";
export { withOutputs } from "./with_outputs.ts";
export { quantizeGraph, type QuantizeGraphOptions } from "./quantize_graph.ts";
export { quantizeGraphDynamic } from "./quantize_graph_dynamic.ts";
export { type ComputationRow, describeComputation } from "./quantize_describe.ts";
