import type * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, type WasmBackend } from "./backend.ts";
import { ACTIVATIONS, convolve, denseOutput } from "./convolve.ts";
import { convolveBack } from "./convolve_back.ts";
import { sumFilterGradient } from "./filter_gradient.ts";
import { type ConvolutionAttributes, type Geometry, readGeometry } from "./geometry.ts";
import type { Team } from "./team.ts";

const outputShape = (g: Geometry) => [g.batch, g.outHeight, g.outWidth, g.outChannels];
const isEmpty = (shape: readonly number[]) => shape.includes(0);

/** The forward convolution, with bias and ReLU in the same pass where asked for. */
export function replaceConvolutions(backend: WasmBackend, team: Team): void {
  const address = (tensor: tf.TensorInfo) => addressOf(backend, tensor);

  const forward = (
    g: Geometry,
    x: tf.TensorInfo,
    filter: tf.TensorInfo,
    bias?: tf.TensorInfo,
    activation = 0,
  ) => {
    const y = backend.makeOutput(outputShape(g), "float32");
    if (isEmpty(y.shape)) return y;
    const tap = g.inChannels * g.outChannels;
    const layout = {
      address: address(filter),
      stepY: g.filterWidth * tap,
      stepX: tap,
      stepIn: g.outChannels,
      stepOut: 1,
    };
    convolve(
      team,
      g,
      address(x),
      layout,
      denseOutput(g, address(y)),
      bias ? address(bias) : 0,
      activation,
    );
    return y;
  };

  replaceKernel("Conv2D", ({ inputs, attrs }) => {
    const { x, filter } = inputs as { x: tf.TensorInfo; filter: tf.TensorInfo };
    const attributes = attrs as unknown as ConvolutionAttributes;
    const g = readGeometry("Conv2D", attributes, x.shape, filter.shape);
    return forward(g, x, filter);
  });

  replaceKernel("FusedConv2D", ({ inputs, attrs }, original) => {
    const { x, filter, bias } = inputs as Record<string, tf.TensorInfo> & {
      x: tf.TensorInfo;
      filter: tf.TensorInfo;
    };
    const attributes = attrs as unknown as ConvolutionAttributes & { activation: string };
    const g = readGeometry("FusedConv2D", attributes, x.shape, filter.shape);
    const activation = ACTIVATIONS[attributes.activation];
    // The rarer activations, and a bias of another shape, are TensorFlow.js's.
    const isPlain = !bias || (bias.shape.length === 1 && bias.shape[0] === g.outChannels);
    if (activation === undefined || !isPlain) return original();
    return forward(g, x, filter, bias, activation);
  });
}

/** Both gradients of a convolution, and with them the transposed convolution. */
export function replaceConvolutionGradients(backend: WasmBackend, team: Team): void {
  const address = (tensor: tf.TensorInfo) => addressOf(backend, tensor);

  replaceKernel("Conv2DBackpropInput", ({ inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const attributes = attrs as unknown as ConvolutionAttributes & {
      inputShape: number[];
    };
    const { inputShape } = attributes;
    const g = readGeometry("Conv2DBackpropInput", attributes, inputShape, filter.shape);
    const dx = backend.makeOutput(inputShape, "float32");
    if (isEmpty(inputShape)) return dx;
    const start = address(dx);
    const { buffer } = backend.wasm.asm.memory;
    const fill = (bytes: number) => new Uint8Array(buffer, start, bytes).fill(0);
    const bytes = 4 * inputShape.reduce((a, b) => a * b);
    const leavesGaps = g.strideY > g.filterHeight || g.strideX > g.filterWidth;
    if (leavesGaps || isEmpty(dy.shape)) fill(bytes);
    if (!isEmpty(dy.shape)) convolveBack(team, g, address(dy), address(filter), start);
    return dx;
  });

  replaceKernel("Conv2DBackpropFilter", ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const attributes = attrs as unknown as ConvolutionAttributes & {
      filterShape: number[];
    };
    const { filterShape } = attributes;
    const g = readGeometry("Conv2DBackpropFilter", attributes, x.shape, filterShape);
    const dw = backend.makeOutput(filterShape, "float32");
    if (!isEmpty(filterShape)) {
      sumFilterGradient(team, g, address(x), address(dy), address(dw));
    }
    return dw;
  });
}
