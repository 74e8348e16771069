import * as tf from "@tensorflow/tfjs";
import type { NativeBackend } from "../backend.ts";
import {
  ARGUMENT,
  type Format,
  FORWARD_INFERENCE,
  FORWARD_TRAINING,
  POOLING_AVERAGE,
  POOLING_MAX,
  QUERY,
} from "../constants.ts";
import {
  type Geometry,
  imageLayout,
  keyOf,
  poolingGeometry,
  type WindowAttributes,
  windowOf,
} from "../geometry.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { type Builder } from "../builder.ts";
import { type Handle, int64s } from "../onednn.ts";
import { Primitive } from "../primitive.ts";

/** What is pooled, and how. */
interface Pooling {
  readonly algorithm: number;
  readonly geometry: Geometry;
  readonly format: Format;
  /** Remembers where each maximum was, for the gradient. */
  readonly remembers: boolean;
}

interface Plan {
  readonly primitive: Primitive;
  /** Bytes for what is remembered. */
  readonly workspace: number;
  destroy(): void;
}

function build(builder: Builder, pooling: Pooling, backward: boolean): Plan {
  const { algorithm, geometry: g, format, remembers } = pooling;
  const { calls } = builder.dnnl;
  const x = builder.describe(
    ...imageLayout(g.batchSize, g.inHeight, g.inWidth, g.inChannels),
    format,
  );
  const y = builder.describe(
    ...imageLayout(g.batchSize, g.outHeight, g.outWidth, g.inChannels),
    format,
  );
  const { strides, kernel, dilations, before, after } = windowOf(g);
  const window = [strides, kernel, dilations, before, after].map(int64s);
  const forward = builder.choose(
    "a pooling",
    (cell, engine) =>
      calls.dnnl_pooling_forward_primitive_desc_create(
        cell,
        engine,
        remembers || backward ? FORWARD_TRAINING : FORWARD_INFERENCE,
        algorithm,
        x,
        y,
        ...window,
        builder.attributes,
      ),
  );
  const workspace = builder.ask(forward, QUERY.workspace);
  const parts: [number, Handle][] = [];
  let chosen = forward;
  if (backward) {
    chosen = builder.choose(
      "a pooling's gradient",
      (cell, engine) =>
        calls.dnnl_pooling_backward_primitive_desc_create(
          cell,
          engine,
          algorithm,
          x,
          y,
          ...window,
          forward,
          builder.attributes,
        ),
    );
    parts.push([ARGUMENT.destinationGradient, y], [ARGUMENT.sourceGradient, x]);
  } else {
    parts.push([ARGUMENT.source, x], [ARGUMENT.destination, y]);
  }
  const bytes = builder.sizeOf(workspace);
  if (bytes > 0) parts.push([ARGUMENT.workspace, workspace]);
  const primitive = new Primitive(builder, chosen, parts);
  return { primitive, workspace: bytes, destroy: () => primitive.destroy() };
}

function planOf(native: NativeBackend, pooling: Pooling, backward: boolean): Plan {
  const { algorithm, geometry, format, remembers } = pooling;
  const key = `pool ${algorithm} ${keyOf(geometry)} ${format} ${remembers} ${backward}`;
  return native.plan(key, (builder) => build(builder, pooling, backward));
}

const isSupported = (x: tf.TensorInfo, attributes: WindowAttributes) =>
  areFloat(x) && (attributes.dataFormat ?? "NHWC") === "NHWC" &&
  tf.util.sizeFromShape(x.shape) > 0;

/** oneDNN refuses windows that may see nothing but padding. */
function seesImage(geometry: Geometry): boolean {
  const { before, after, kernel } = windowOf(geometry);
  const { dilationHeight, dilationWidth } = geometry;
  const reach = [dilationHeight, dilationWidth].map((d, i) => (kernel[i]! - 1) * d + 1);
  return reach.every((size, i) => before[i]! < size && after[i]! < size);
}

function runForward(
  native: NativeBackend,
  pooling: Pooling,
  x: tf.TensorInfo,
): tf.TensorInfo {
  const { geometry, format } = pooling;
  const y = native.output(geometry.outShape, format);
  const plan = planOf(native, pooling, false);
  const addresses = [native.address(x, format), native.address(y, format)];
  if (plan.workspace > 0) {
    const workspace = native.pool.take(plan.workspace);
    native.valuesOf(y).workspace = workspace;
    addresses.push(workspace.address);
  }
  native.runPrimitive(plan.primitive, addresses);
  return y;
}

function pool(name: string, algorithm: number): NativeKernel {
  return kernel<{ x: tf.TensorInfo }, WindowAttributes>(
    name,
    ({ x }, attributes, native) => {
      if (!isSupported(x, attributes)) return undefined;
      const geometry = poolingGeometry(x.shape, attributes);
      if (tf.util.sizeFromShape(geometry.outShape) === 0) return undefined;
      if (!seesImage(geometry)) return undefined;
      const isRecording = tf.engine().state.gradientDepth > 0;
      const remembers = algorithm === POOLING_MAX && isRecording;
      const format = native.formatOf(x);
      return runForward(native, { algorithm, geometry, format, remembers }, x);
    },
  );
}

function runGradient(
  native: NativeBackend,
  pooling: Pooling,
  dy: tf.TensorInfo,
  output: tf.TensorInfo | undefined,
): tf.TensorInfo {
  const { geometry, format } = pooling;
  const dx = native.output(geometry.inShape, format);
  const addresses = [native.address(dy, format), native.address(dx, format)];
  const workspace = output && native.valuesOf(output).workspace;
  if (workspace) addresses.push(workspace.address);
  native.runPrimitive(planOf(native, pooling, true).primitive, addresses);
  return dx;
}

interface Gradient {
  readonly dy: tf.TensorInfo;
  readonly input: tf.TensorInfo;
  readonly output?: tf.TensorInfo;
}

function poolGradient(name: string, algorithm: number): NativeKernel {
  return kernel<Gradient, WindowAttributes>(name, (inputs, attributes, native) => {
    const { dy, input, output } = inputs;
    if (!isSupported(input, attributes) || !areFloat(dy)) return undefined;
    const geometry = poolingGeometry(input.shape, attributes);
    if (!seesImage(geometry)) return undefined;
    const remembers = algorithm === POOLING_MAX;
    // A format that the forward pass had: its memory of places is made for it.
    const format = output ? native.formatOf(output) : native.formatOf(dy);
    const pooling = { algorithm, geometry, format, remembers };
    const isMissing = remembers && (!output || !native.valuesOf(output).workspace);
    const again = isMissing ? runForward(native, pooling, input) : undefined;
    const dx = runGradient(native, pooling, dy, remembers ? again ?? output : undefined);
    if (again) native.disposeData(again.dataId);
    return dx;
  });
}

/** Poolings and their gradients. */
export const POOLING_KERNELS: readonly NativeKernel[] = [
  pool("MaxPool", POOLING_MAX),
  pool("AvgPool", POOLING_AVERAGE),
  poolGradient("MaxPoolGrad", POOLING_MAX),
  poolGradient("AvgPoolGrad", POOLING_AVERAGE),
];
