import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { compileFilterGradient, sumFilterGradient } from "./filter_gradient.ts";
import { inputGradient } from "./input_gradient.ts";

/** The parts of TensorFlow.js's `wasm` backend that its types keep private. */
interface WasmBackend {
  readonly wasm: { readonly asm: { readonly memory: WebAssembly.Memory } };
  readonly dataIdMap: { get(id: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
}

interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly inputShape: [number, number, number, number];
  readonly filterShape: [number, number, number, number];
}

function convolutionInfo(
  attributes: ConvolutionAttributes,
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
): tf.backend_util.Conv2DInfo {
  if (attributes.dataFormat !== "NHWC") {
    throw new Error(
      `Expected the data format NHWC (channels last) but found ${attributes.dataFormat}`,
    );
  }
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    attributes.strides,
    1,
    attributes.pad,
    attributes.dimRoundingMode,
  );
}

function register(kernelName: string, kernelFunc: tf.KernelFunc): void {
  if (tf.getKernel(kernelName, "wasm")) tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}

let started: Promise<void> | undefined;

async function start(): Promise<void> {
  const module = import.meta.resolve(
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  );
  setWasmPaths(decodeURIComponent(new URL("./", module).pathname));
  if (!await tf.setBackend("wasm")) {
    throw new Error("TensorFlow.js could not start its wasm backend");
  }
  const backend = tf.backend() as unknown as WasmBackend;
  const row = await compileFilterGradient(backend.wasm.asm.memory);
  const address = (tensor: tf.TensorInfo) =>
    backend.dataIdMap.get(tensor.dataId).memoryOffset;

  register("Conv2DBackpropFilter", ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const attributes = attrs as unknown as ConvolutionAttributes;
    const info = convolutionInfo(attributes, x.shape, attributes.filterShape);
    const dw = backend.makeOutput(info.filterShape, "float32");
    backend.typedArrayFromHeap(dw).fill(0);
    sumFilterGradient(row, info, address(x), address(dy), address(dw));
    return dw;
  });
  register("Conv2DBackpropInput", ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as {
      dy: tf.Tensor4D;
      filter: tf.Tensor4D;
    };
    const attributes = attrs as unknown as ConvolutionAttributes;
    const info = convolutionInfo(attributes, attributes.inputShape, filter.shape);
    return inputGradient(dy, filter, info);
  });
}

/**
 * Starts TensorFlow.js's `wasm` backend with the kernels that training needs
 * and it lacks: both gradients of a convolution, and with them the transposed
 * convolution and its own gradients.
 *
 * @throws {Error} where WebAssembly SIMD is not there
 */
export async function startWasm(): Promise<void> {
  started ??= start();
  await started;
  await tf.setBackend("wasm");
}
