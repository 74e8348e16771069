import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { BINARY, ELTWISE } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import type { PostOperation } from "../onednn.ts";
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

/** Computes `to = log(1 + x)` where oneDNN's logarithm loses small values. */
function runLog1p(native: NativeBackend, from: bigint, to: bigint, length: number): void {
  const near = native.pool.take(4 * length), other = native.pool.take(4 * length);
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
  const [s, squared] = [near.address, other.address];
  // log(1 + x) = log(1 + n) + log((1 + x) / (1 + n)), n the nearest in the range:
  // the second part is log(1), which is exactly 0, for all x in the range.
  map({ algorithm: ELTWISE.clip, ...RANGE }, from, s);
  map(add(1), s, squared);
  map(add(1), from, to);
  combine(BINARY.divide, [to, squared, to]);
  map({ algorithm: ELTWISE.log }, to, to);
  // log(1 + n) = 2 atanh(s), s = n / (2 + n)
  map(add(1), squared, squared);
  combine(BINARY.divide, [s, squared, s]);
  map({ algorithm: ELTWISE.square }, s, squared);
  const sum = native.pool.take(4 * length), [last, ...rest] = SERIES.toReversed();
  map(add(rest[0]!, last!), squared, sum.address);
  for (const beta of rest.slice(1)) {
    const step = { eltwise: ELTWISE.linear, alpha: 1, beta };
    combine(BINARY.multiply, [sum.address, squared, sum.address], [step]);
  }
  const twice = { eltwise: ELTWISE.linear, alpha: 2, beta: 0 };
  combine(BINARY.multiply, [sum.address, s, sum.address], [twice]);
  combine(BINARY.add, [to, sum.address, to]);
  for (const buffer of [near, other, sum]) native.pool.release(buffer);
}

/** `log(1 + x)`, precise where x is small. */
export const LOGARITHM_KERNELS: readonly NativeKernel[] = [
  kernel<{ x: TensorInfo }>("Log1p", ({ x }, _, native) => {
    const length = sizeOf(x.shape);
    if (!areFloat(x) || length === 0) return undefined;
    const y = native.output(x.shape);
    runLog1p(native, native.address(x), native.address(y), length);
    return y;
  }),
];
