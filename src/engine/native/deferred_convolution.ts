import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "./backend.ts";
import type { Buffer } from "./buffers.ts";
import { bytesOf } from "./constants.ts";
import { type Convolution, runForward } from "./convolution.ts";
import type { Deferred } from "./deferred.ts";
import type { Eltwise } from "./kernels/eltwise.ts";
import type { PostOperation } from "./builder.ts";
import type { Values } from "./values.ts";

/** A convolution that waits for its bias and its activation. */
export class DeferredConvolution implements Deferred {
  readonly #native: NativeBackend;
  readonly #convolution: Convolution;
  readonly #x: Buffer;
  readonly #filter: Buffer;
  readonly #bias: Buffer | undefined;
  #holds = false;

  constructor(
    native: NativeBackend,
    convolution: Convolution,
    x: TensorInfo | Buffer,
    filter: TensorInfo | Buffer,
    bias?: TensorInfo | undefined,
  ) {
    this.#native = native;
    this.#convolution = convolution;
    this.#x = "address" in x ? x : native.bufferOf(x, convolution.input);
    this.#filter = "address" in filter ? filter : native.bufferOf(filter);
    this.#bias = bias && native.bufferOf(bias);
  }

  /** A tensor that is computed when it is needed; keeps what it comes from. */
  promise(): TensorInfo {
    const { pool } = this.#native;
    for (const buffer of [this.#x, this.#filter, this.#bias]) {
      if (buffer) pool.hold(buffer);
    }
    this.#holds = true;
    const tensor = this.#native.promise(this.#convolution.geometry.outShape);
    this.#native.valuesOf(tensor).deferred = this;
    return tensor;
  }

  addBias(bias: TensorInfo): TensorInfo | undefined {
    const { outChannels } = this.#convolution.geometry;
    if (this.#bias || sizeOf(bias.shape) !== outChannels) return undefined;
    if (bias.shape.at(-1) !== outChannels) return undefined;
    return new DeferredConvolution(
      this.#native,
      this.#convolution,
      this.#x,
      this.#filter,
      bias,
    ).promise();
  }

  activate(...activation: readonly Eltwise[]): TensorInfo {
    const { geometry, output } = this.#convolution;
    const y = this.#native.output(geometry.outShape, output);
    this.#run(this.#native.address(y, output), activation);
    return y;
  }

  settle(values: Values): void {
    const { output } = this.#convolution;
    const bytes = values.length * bytesOf(output);
    const buffer = this.#native.pool.take(bytes);
    this.#run(buffer.address, []);
    values.deferred = undefined;
    values.keep(buffer, output);
    this.drop();
  }

  #run(y: bigint, activation: readonly Eltwise[]): void {
    const operations: PostOperation[] = activation.map((
      { algorithm, ...parameters },
    ) => ({
      eltwise: algorithm,
      ...parameters,
    }));
    runForward(this.#native, this.#convolution, {
      x: this.#x.address,
      filter: this.#filter.address,
      bias: this.#bias?.address ?? 0n,
      y,
    }, operations);
  }

  drop(): void {
    if (!this.#holds) return;
    this.#holds = false;
    const { pool } = this.#native;
    for (const buffer of [this.#x, this.#filter, this.#bias]) {
      if (buffer) pool.release(buffer);
    }
  }
}
