import type { NativeBackend } from "./backend.ts";
import {
  ARGUMENT,
  BF16,
  CONVOLUTION_DIRECT,
  F32,
  type Format,
  FORWARD_INFERENCE,
  FORWARD_TRAINING,
  QUERY,
} from "./constants.ts";
import { FilterPlan } from "./filter_plan.ts";
import { filterLayout, type Geometry, imageLayout, keyOf, windowOf } from "./geometry.ts";
import { type Builder, type PostOperation } from "./builder.ts";
import { type Handle, int64s } from "./onednn.ts";
import { Primitive } from "./primitive.ts";

/** Which of a convolution's three products. */
type Pass = "forward" | "input gradient" | "filter gradient";

/** One convolution: its sizes, and the formats of what goes in and out. */
export interface Convolution {
  readonly geometry: Geometry;
  readonly depthwise: boolean;
  /** Of the input image. */
  readonly input: Format;
  /** Of the output image. */
  readonly output: Format;
}

/** Descriptions of a convolution's memories. */
function describe(
  builder: Builder,
  { geometry: g, depthwise, input, output }: Convolution,
  hasBias: boolean,
  pass: Pass,
) {
  const type = input === BF16 ? BF16 : F32;
  const [shape, strides] = filterLayout(g, depthwise);
  return {
    x: builder.describe(
      ...imageLayout(g.batchSize, g.inHeight, g.inWidth, g.inChannels),
      input,
    ),
    y: builder.describe(
      ...imageLayout(g.batchSize, g.outHeight, g.outWidth, g.outChannels),
      output,
    ),
    bias: hasBias ? builder.describe([g.outChannels], [1]) : 0n,
    // TensorFlow.js keeps filters and their gradients in float32.
    filter: builder.describe(shape, strides),
    // oneDNN is two to five times faster with a layout of its own.
    chosenFilter: builder.describeAny(shape, pass === "filter gradient" ? F32 : type),
    hintFilter: builder.describeAny(shape, type),
  };
}

function build(
  builder: Builder,
  convolution: Convolution,
  pass: Pass,
  hasBias: boolean,
): FilterPlan {
  const { calls } = builder.dnnl;
  const memory = describe(builder, convolution, hasBias, pass);
  const { x, y, bias, filter, chosenFilter } = memory;
  const { strides, dilations, before, after } = windowOf(convolution.geometry);
  const window = [strides, dilations, before, after].map(int64s);
  const attributes = builder.attributes;
  const forward = builder.choose(
    "a convolution",
    (cell, engine) =>
      calls.dnnl_convolution_forward_primitive_desc_create(
        cell,
        engine,
        pass === "forward" ? FORWARD_INFERENCE : FORWARD_TRAINING,
        CONVOLUTION_DIRECT,
        x,
        pass === "forward" ? chosenFilter : memory.hintFilter,
        pass === "forward" ? bias : 0n,
        y,
        ...window,
        attributes,
      ),
  );
  const parts: [number, Handle][] = [];
  let chosen = forward, asked: number = QUERY.weights;
  if (pass === "input gradient") {
    chosen = builder.choose(
      "a convolution's input gradient",
      (cell, engine) =>
        calls.dnnl_convolution_backward_data_primitive_desc_create(
          cell,
          engine,
          CONVOLUTION_DIRECT,
          x,
          chosenFilter,
          y,
          ...window,
          forward,
          attributes,
        ),
    );
    parts.push([ARGUMENT.destinationGradient, y], [ARGUMENT.sourceGradient, x]);
  } else if (pass === "filter gradient") {
    asked = QUERY.weightsGradient;
    chosen = builder.choose(
      "a convolution's filter gradient",
      (cell, engine) =>
        calls.dnnl_convolution_backward_weights_primitive_desc_create(
          cell,
          engine,
          CONVOLUTION_DIRECT,
          x,
          chosenFilter,
          bias,
          y,
          ...window,
          forward,
          attributes,
        ),
    );
    parts.push([ARGUMENT.source, x], [ARGUMENT.destinationGradient, y]);
  } else {
    parts.push([ARGUMENT.source, x], [ARGUMENT.destination, y]);
  }
  const layout = builder.ask(chosen, asked);
  const backward = pass === "filter gradient";
  parts.push([backward ? ARGUMENT.weightsGradient : ARGUMENT.weights, layout]);
  if (hasBias) parts.push([backward ? ARGUMENT.biasGradient : ARGUMENT.bias, bias]);
  const primitive = new Primitive(builder, chosen, parts);
  const way = backward ? [layout, filter] as const : [filter, layout] as const;
  return new FilterPlan(builder, primitive, way, layout);
}

function planOf(
  native: NativeBackend,
  pass: Pass,
  convolution: Convolution,
  hasBias: boolean,
  operations: readonly PostOperation[] = [],
): FilterPlan {
  const { geometry, depthwise, input, output } = convolution;
  const after = operations.length > 0 ? JSON.stringify(operations) : "";
  const key = `${pass} ${
    keyOf(geometry)
  } ${depthwise} ${input} ${output} ${hasBias} ${after}`;
  return native.plan(
    key,
    (builder) => build(builder, convolution, pass, hasBias),
    operations,
  );
}

/** Where a convolution's memories lie. */
export interface Addresses {
  /** The input image, or its gradient. */
  readonly x: bigint;
  /** The output image, or its gradient. */
  readonly y: bigint;
  /** The filter, or its gradient, float32. */
  readonly filter: bigint;
  /** The bias, or its gradient, float32; 0 if there is none. */
  readonly bias?: bigint;
}

/** Computes `y` from `x`, with bias and activation where they are given. */
export function runForward(
  native: NativeBackend,
  convolution: Convolution,
  { x, y, filter, bias = 0n }: Addresses,
  operations: readonly PostOperation[] = [],
): void {
  const plan = planOf(native, "forward", convolution, bias !== 0n, operations);
  const addresses = [x, y, plan.arrange(native, filter)];
  if (bias !== 0n) addresses.push(bias);
  native.runPrimitive(plan.primitive, addresses);
}

/** Computes the gradient `x` from the gradient `y`. */
export function runInputGradient(
  native: NativeBackend,
  convolution: Convolution,
  { x, y, filter }: Addresses,
): void {
  const plan = planOf(native, "input gradient", convolution, false);
  native.runPrimitive(plan.primitive, [y, x, plan.arrange(native, filter)]);
}

/** Computes the gradients `filter` and, where given, `bias`. */
export function runFilterGradient(
  native: NativeBackend,
  convolution: Convolution,
  { x, y, filter, bias = 0n }: Addresses,
): void {
  const plan = planOf(native, "filter gradient", convolution, bias !== 0n);
  const result = plan.reorder ? plan.space(native) : filter;
  const addresses = [x, y, result];
  if (bias !== 0n) addresses.push(bias);
  native.runPrimitive(plan.primitive, addresses);
  if (plan.reorder) native.runPrimitive(plan.reorder, [result, filter]);
}
