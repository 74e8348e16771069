import type * as tf from "@tensorflow/tfjs";
import type { Buffer } from "./buffers.ts";
import { BF16, F32, type Format } from "./constants.ts";
import type { Deferred } from "./deferred.ts";
import type { NativeBackend } from "./backend.ts";

type Content = tf.backend_util.BackendValues;

/**
 * What the backend keeps of one tensor: values in native memory, or values that
 * JavaScript made, or a computation that waits for somebody to need its result.
 *
 * TensorFlow.js's JavaScript kernels see `values`, `dtype`, `refCount` and
 * `complexTensorInfos`, as in its own backend.
 */
export class Values {
  complexTensorInfos?: { real: tf.TensorInfo; imag: tf.TensorInfo };
  refCount = 1;
  /** Native memory with the values, once they are there. */
  buffer: Buffer | undefined;
  format: Format = F32;
  /** The same values in the other format. */
  converted: Buffer | undefined;
  /** What a pooling remembers for its gradient. */
  workspace: Buffer | undefined;
  /** What will compute the values. */
  deferred: Deferred | undefined;
  /** A sum over this tensor's pixels that waits for its convolution's gradient. */
  waitingSum: Values | undefined;
  #made: Content | undefined;
  #view: Float32Array<ArrayBuffer> | undefined;

  constructor(
    readonly backend: NativeBackend,
    readonly dtype: tf.DataType,
    readonly length: number,
    made?: Content,
  ) {
    this.#made = made;
  }

  /** The values as JavaScript sees them; not to be written to. */
  get values(): Content | undefined {
    this.settle();
    if (!this.buffer) return this.#made;
    if (this.format === BF16) this.backend.toFloat32(this);
    return this.#view ??= this.buffer.floats(this.length);
  }

  /** TensorFlow.js's kernels may set them after they made the tensor. */
  set values(made: Content | undefined) {
    this.#made = made;
  }

  /** What JavaScript made, where that is what there is. */
  get made(): Content | undefined {
    return this.buffer || this.deferred ? undefined : this.#made;
  }

  /** Computes what was deferred. */
  settle(): void {
    this.deferred?.settle(this);
  }

  /** Puts values into native memory, in place of what was there. */
  keep(buffer: Buffer, format: Format): void {
    this.buffer = buffer;
    this.format = format;
    this.#view = undefined;
    this.#made = undefined;
  }
}
