import type { TensorInfo } from "@tensorflow/tfjs";
import type { Eltwise } from "./kernels/eltwise.ts";
import type { Values } from "./values.ts";

/**
 * A computation that waits until its result is needed, because the next kernel
 * may take it over: a convolution, then its bias, then its activation come from
 * TensorFlow.js as three kernels while it trains, and run as one.
 */
export interface Deferred {
  /** Computes the result into `values`, which then is no longer deferred. */
  settle(values: Values): void;
  /** Lets go of what it holds, when nobody needs the result any more. */
  drop(): void;
  /** The same computation with a bias for each channel; undefined if it cannot. */
  addBias?(bias: TensorInfo): TensorInfo | undefined;
  /** Computes the result with an activation into a new tensor. */
  activate?(activation: Eltwise): TensorInfo | undefined;
}
