import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { BINARY, ELTWISE } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import type { PostOperation } from "../builder.ts";
import { runBinary } from "./binary.ts";
import { type Eltwise, runEltwise } from "./eltwise.ts";

/** Of `atanh(s) / s = 1 + s^2 / 3 + s^4 / 5 + ...`; more would be lost in float32. */
const SERIES = [1, 1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13] as const;

/** Where the series is used: there |s| is at most a third. */
const RANGE = { alpha: -0.5, beta: 1 } as const;

const add = (beta: number, alpha = 1): Eltwise => ({
  algorithm: ELTWISE.linear,
  alpha,
  beta,
});

/**
 * Computes `to = log(u)`, given `excess = u - 1` more precisely than u can hold
 * it: oneDNN's own logarithm loses values near 0.
 *
 * @param to may be the memory of u or of the excess
 */
function runLogarithm(
  native: NativeBackend,
  { u, excess, to }: Readonly<Record<"u" | "excess" | "to", bigint>>,
  length: number,
): void {
  const buffers = [0, 1, 2, 3].map(() => native.pool.take(4 * length));
  const [s, squared, sum, rest] = buffers.map(({ address }) => address) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const map = (eltwise: Eltwise, source: bigint, result: bigint) =>
    runEltwise(native, eltwise, [source, result], length);
  const combine = (
    algorithm: number,
    addresses: readonly [bigint, bigint, bigint],
    operations: PostOperation[] = [],
  ) => {
    const shapes = { a: [length], b: [length], result: [length] };
    runBinary(native, { algorithm, shapes, addresses, operations });
  };
  // log(u) = log(1 + n) + log(u / (1 + n)), n the excess or the nearest in the
  // range: there the second part is log(1), which is exactly 0.
  map({ algorithm: ELTWISE.clip, ...RANGE }, excess, s);
  map(add(1), s, squared);
  combine(BINARY.divide, [u, squared, rest]);
  map({ algorithm: ELTWISE.log }, rest, rest);
  // log(1 + n) = 2 atanh(s), s = n / (2 + n)
  map(add(1), squared, squared);
  combine(BINARY.divide, [s, squared, s]);
  map({ algorithm: ELTWISE.square }, s, squared);
  const [last, ...others] = SERIES.toReversed();
  map(add(others[0]!, last!), squared, sum);
  for (const beta of others.slice(1)) {
    const step = { eltwise: ELTWISE.linear, alpha: 1, beta };
    combine(BINARY.multiply, [sum, squared, sum], [step]);
  }
  const twice = { eltwise: ELTWISE.linear, alpha: 2, beta: 0 };
  combine(BINARY.multiply, [sum, s, sum], [twice]);
  combine(BINARY.add, [rest, sum, to]);
  for (const buffer of buffers) native.pool.release(buffer);
}

/** `log(x)`, precise where x is near 1, and `log(1 + x)`, precise where it is near 0. */
export const LOGARITHM_KERNELS: readonly NativeKernel[] = [
  kernel<{ x: TensorInfo }>("Log", ({ x }, _, native) => {
    const length = sizeOf(x.shape);
    if (!areFloat(x) || length === 0) return undefined;
    const u = native.address(x), y = native.output(x.shape), to = native.address(y);
    runEltwise(native, add(-1), [u, to], length);
    runLogarithm(native, { u, excess: to, to }, length);
    return y;
  }),
  kernel<{ x: TensorInfo }>("Log1p", ({ x }, _, native) => {
    const length = sizeOf(x.shape);
    if (!areFloat(x) || length === 0) return undefined;
    const excess = native.address(x), y = native.output(x.shape), to = native.address(y);
    runEltwise(native, add(1), [excess, to], length);
    runLogarithm(native, { u: to, excess, to }, length);
    return y;
  }),
];
