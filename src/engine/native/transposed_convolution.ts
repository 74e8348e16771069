import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "./backend.ts";
import type { Buffer } from "./buffers.ts";
import {
  ARGUMENT,
  bytesOf,
  DECONVOLUTION_DIRECT,
  FORWARD_INFERENCE,
  QUERY,
} from "./constants.ts";
import { type Convolution, runInputGradient } from "./convolution.ts";
import type { Deferred } from "./deferred.ts";
import { FilterPlan } from "./filter_plan.ts";
import { filterLayout, imageLayout, keyOf, windowOf } from "./geometry.ts";
import { type Builder } from "./builder.ts";
import { int64s } from "./onednn.ts";
import { Primitive } from "./primitive.ts";
import type { Values } from "./values.ts";

/** A convolution's input gradient that adds a bias: oneDNN calls it deconvolution. */
function build(
  builder: Builder,
  { geometry: g, input, output }: Convolution,
): FilterPlan {
  const { calls } = builder.dnnl;
  const x = builder.describe(
    ...imageLayout(g.batchSize, g.outHeight, g.outWidth, g.outChannels),
    output,
  );
  const y = builder.describe(
    ...imageLayout(g.batchSize, g.inHeight, g.inWidth, g.inChannels),
    input,
  );
  // Its input is the convolution's output, so the two channels change places.
  const swap = ([a, b, ...rest]: number[]) => [b!, a!, ...rest];
  const [shape, strides] = filterLayout(g, false).map(swap) as [number[], number[]];
  const bias = builder.describe([g.inChannels]);
  const { strides: steps, dilations, before, after } = windowOf(g);
  const window = [steps, dilations, before, after].map(int64s);
  const chosen = builder.choose(
    "a transposed convolution",
    (cell, engine) =>
      calls.dnnl_deconvolution_forward_primitive_desc_create(
        cell,
        engine,
        FORWARD_INFERENCE,
        DECONVOLUTION_DIRECT,
        x,
        builder.describeAny(shape, output),
        bias,
        y,
        ...window,
        builder.attributes,
      ),
  );
  const layout = builder.ask(chosen, QUERY.weights);
  const plain = builder.describe(shape, strides);
  const primitive = new Primitive(builder, chosen, [
    [ARGUMENT.source, x],
    [ARGUMENT.weights, layout],
    [ARGUMENT.bias, bias],
    [ARGUMENT.destination, y],
  ]);
  return new FilterPlan(builder, primitive, [plain, layout], layout);
}

/**
 * An input gradient that waits for a bias: as a network's transposed convolution
 * it gets one next, as a gradient it does not.
 */
export class DeferredTransposed implements Deferred {
  readonly #native: NativeBackend;
  readonly #convolution: Convolution;
  readonly #y: Buffer;
  readonly #filter: Buffer;

  constructor(
    native: NativeBackend,
    convolution: Convolution,
    y: TensorInfo,
    filter: TensorInfo,
  ) {
    this.#native = native;
    this.#convolution = convolution;
    this.#y = native.pool.hold(native.bufferOf(y, convolution.output));
    this.#filter = native.pool.hold(native.bufferOf(filter));
  }

  /** A tensor that is computed when it is needed; keeps what it comes from. */
  promise(): TensorInfo {
    const tensor = this.#native.promise(this.#convolution.geometry.inShape);
    this.#native.valuesOf(tensor).deferred = this;
    return tensor;
  }

  settle(values: Values): void {
    const { input } = this.#convolution;
    const buffer = this.#native.pool.take(values.length * bytesOf(input));
    runInputGradient(this.#native, this.#convolution, {
      x: buffer.address,
      y: this.#y.address,
      filter: this.#filter.address,
    });
    values.deferred = undefined;
    values.keep(buffer, input);
    this.drop();
  }

  addBias(bias: TensorInfo): TensorInfo | undefined {
    const native = this.#native, convolution = this.#convolution;
    const { geometry, input, output } = convolution;
    if (sizeOf(bias.shape) !== geometry.inChannels) return undefined;
    if (bias.shape.at(-1) !== geometry.inChannels) return undefined;
    const key = `transposed ${keyOf(geometry)} ${input} ${output}`;
    const plan = native.plan(key, (builder) => build(builder, convolution));
    const y = native.output(geometry.inShape, input);
    // First: a bias that waits to be computed may arrange a filter of its own.
    const biasAddress = native.address(bias);
    const filter = plan.arrange(native, this.#filter.address);
    const addresses = [this.#y.address, filter, biasAddress, native.address(y, input)];
    native.runPrimitive(plan.primitive, addresses);
    return y;
  }

  drop(): void {
    this.#native.pool.release(this.#y);
    this.#native.pool.release(this.#filter);
  }
}
