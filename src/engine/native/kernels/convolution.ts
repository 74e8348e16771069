import * as tf from "@tensorflow/tfjs";
import type { NativeBackend } from "../backend.ts";
import { ELTWISE, F32, type Format } from "../constants.ts";
import { type Convolution, runFilterGradient, runInputGradient } from "../convolution.ts";
import { DeferredConvolution } from "../deferred_convolution.ts";
import {
  convolutionGeometry,
  type Geometry,
  type WindowAttributes,
} from "../geometry.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { DeferredTransposed } from "../transposed_convolution.ts";
import type { Eltwise } from "./eltwise.ts";

/** Images with fewer channels stay float32: halving them gains nothing. */
const MANY_CHANNELS = 8;

/** A convolution forwards: the formats of its images follow the engine's. */
export function forwardConvolution(
  native: NativeBackend,
  geometry: Geometry,
  depthwise: boolean,
): Convolution {
  const output: Format = geometry.outChannels < MANY_CHANNELS ? F32 : native.activations;
  return { geometry, depthwise, input: native.activations, output };
}

/** A convolution backwards: both images have the engine's format. */
function backwardConvolution(
  native: NativeBackend,
  geometry: Geometry,
  depthwise: boolean,
): Convolution {
  const format = native.activations;
  return { geometry, depthwise, input: format, output: format };
}

/** True where oneDNN has code for it. */
const isSupported = (
  { dataFormat = "NHWC" }: WindowAttributes,
  geometry: Geometry,
  ...tensors: (tf.TensorInfo | undefined)[]
) =>
  dataFormat === "NHWC" && areFloat(...tensors) &&
  tf.util.sizeFromShape(geometry.inShape) > 0 &&
  tf.util.sizeFromShape(geometry.outShape) > 0;

/** TensorFlow.js is recording for a gradient. */
const isRecording = () => tf.engine().state.gradientDepth > 0;

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}

interface FusedInputs extends Inputs {
  readonly bias?: tf.TensorInfo;
  readonly preluActivationWeights?: tf.TensorInfo;
}

interface FusedAttributes extends WindowAttributes {
  readonly activation: string;
  readonly leakyreluAlpha?: number;
}

/** TensorFlow.js's activation as oneDNN's; undefined where it has none. */
function activationOf(
  { activation, leakyreluAlpha = 0.2 }: FusedAttributes,
): readonly Eltwise[] | undefined {
  const known: Record<string, readonly Eltwise[]> = {
    linear: [],
    relu: [{ algorithm: ELTWISE.relu }],
    relu6: [{ algorithm: ELTWISE.clip, alpha: 0, beta: 6 }],
    sigmoid: [{ algorithm: ELTWISE.logistic }],
    elu: [{ algorithm: ELTWISE.elu, alpha: 1 }],
    leakyrelu: [{ algorithm: ELTWISE.relu, alpha: leakyreluAlpha }],
  };
  return known[activation];
}

function convolve(name: string, depthwise: boolean): NativeKernel {
  return kernel<Inputs, WindowAttributes>(name, ({ x, filter }, attributes, native) => {
    const geometry = convolutionGeometry(x.shape, filter.shape, attributes, depthwise);
    if (!isSupported(attributes, geometry, x, filter)) return undefined;
    const convolution = forwardConvolution(native, geometry, depthwise);
    const waiting = new DeferredConvolution(native, convolution, x, filter);
    return isRecording() ? waiting.promise() : waiting.activate();
  });
}

function convolveFused(name: string, depthwise: boolean): NativeKernel {
  return kernel<FusedInputs, FusedAttributes>(name, (inputs, attributes, native) => {
    const { x, filter, bias } = inputs;
    const geometry = convolutionGeometry(x.shape, filter.shape, attributes, depthwise);
    const activation = activationOf(attributes);
    const isVector = !bias || tf.util.sizeFromShape(bias.shape) === geometry.outChannels;
    if (
      !activation || !isVector || !isSupported(attributes, geometry, x, filter, bias)
    ) return undefined;
    const convolution = forwardConvolution(native, geometry, depthwise);
    const waiting = new DeferredConvolution(native, convolution, x, filter, bias);
    return waiting.activate(...activation);
  });
}

function inputGradient(name: string, depthwise: boolean): NativeKernel {
  interface Gradient {
    readonly dy: tf.TensorInfo;
    readonly filter: tf.TensorInfo;
  }
  return kernel<Gradient, WindowAttributes>(
    name,
    ({ dy, filter }, attributes, native) => {
      const { inputShape } = attributes;
      const geometry = convolutionGeometry(
        inputShape!,
        filter.shape,
        attributes,
        depthwise,
      );
      if (!isSupported(attributes, geometry, dy, filter)) return undefined;
      const convolution = backwardConvolution(native, geometry, depthwise);
      if (!depthwise) {
        return new DeferredTransposed(native, convolution, dy, filter).promise();
      }
      const dx = native.output(inputShape!, convolution.input);
      runInputGradient(native, convolution, {
        x: native.address(dx, convolution.input),
        y: native.address(dy, convolution.output),
        filter: native.address(filter),
      });
      return dx;
    },
  );
}

function filterGradient(name: string, depthwise: boolean): NativeKernel {
  interface Gradient {
    readonly x: tf.TensorInfo;
    readonly dy: tf.TensorInfo;
  }
  return kernel<Gradient, WindowAttributes>(name, ({ x, dy }, attributes, native) => {
    const { filterShape } = attributes;
    const geometry = convolutionGeometry(x.shape, filterShape!, attributes, depthwise);
    if (!isSupported(attributes, geometry, x, dy)) return undefined;
    const convolution = backwardConvolution(native, geometry, depthwise);
    const filter = native.output(filterShape!);
    // The sum over dy's pixels is the bias's gradient: here it costs next to nothing.
    const values = native.valuesOf(dy), sum = values.waitingSum;
    const takesSum = sum?.deferred !== undefined && sum.length === geometry.outChannels;
    const bias = takesSum ? native.pool.take(4 * sum.length) : undefined;
    runFilterGradient(native, convolution, {
      x: native.address(x, convolution.input),
      y: native.address(dy, convolution.output),
      filter: native.address(filter),
      bias: bias?.address ?? 0n,
    });
    if (sum && bias) {
      sum.deferred?.drop();
      sum.deferred = undefined;
      sum.keep(bias, F32);
      values.waitingSum = undefined;
    }
    return filter;
  });
}

/** Convolutions, depthwise ones, and their gradients. */
export const CONVOLUTION_KERNELS: readonly NativeKernel[] = [
  convolve("Conv2D", false),
  convolve("DepthwiseConv2dNative", true),
  convolveFused("FusedConv2D", false),
  convolveFused("FusedDepthwiseConv2D", true),
  inputGradient("Conv2DBackpropInput", false),
  inputGradient("DepthwiseConv2dNativeBackpropInput", true),
  filterGradient("Conv2DBackpropFilter", false),
  filterGradient("DepthwiseConv2dNativeBackpropFilter", true),
];
