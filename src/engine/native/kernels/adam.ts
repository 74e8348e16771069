import type { TensorInfo } from "@tensorflow/tfjs";
import type { AdamRates, AdamStep } from "../../adam_step.ts";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { ARGUMENT, BINARY, ELTWISE } from "../constants.ts";
import { kernel, type NativeKernel } from "../kernel.ts";
import { type PostOperation } from "../builder.ts";
import { Primitive } from "../primitive.ts";
import { runBinary } from "./binary.ts";

/** Computes `to = weights[0] a + weights[1] b`. */
function blend(
  native: NativeBackend,
  length: number,
  weights: readonly [number, number],
  addresses: bigint[],
): void {
  native.run(`blend ${length} ${weights}`, (builder) => {
    const memory = builder.describe([length]);
    const chosen = builder.choose(
      "a weighted sum",
      (cell, engine) =>
        native.dnnl.calls.dnnl_sum_primitive_desc_create(
          cell,
          engine,
          memory,
          2,
          new Uint8Array(Float32Array.from(weights).buffer),
          new Uint8Array(BigUint64Array.of(memory, memory).buffer),
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      [ARGUMENT.manySources, memory],
      [ARGUMENT.manySources + 1, memory],
      [ARGUMENT.destination, memory],
    ]);
  }, addresses);
}

/** One step of Adam, as `stepAdam` describes it. */
export const ADAM_KERNELS: readonly NativeKernel[] = [
  kernel<{ [Part in keyof AdamStep]: TensorInfo }, AdamRates>(
    "AdamStep",
    (inputs, rates, native) => {
      const { learningRate, beta1, beta2, epsilon, meanScale, squareScale } = rates;
      const { shape } = inputs.value, length = sizeOf(shape);
      const [value, mean, square] = [
        native.output(shape),
        native.output(shape),
        native.output(shape),
      ];
      const gradient = native.address(inputs.gradient);
      const to = { value: native.address(value), mean: native.address(mean) };
      const squareTo = native.address(square);
      const working = native.pool.take(4 * length), at = working.address;
      // These two differ from step to step: as memory they need no new primitive.
      const scales = native.pool.take(128);
      scales.floats(17)[0] = squareScale;
      scales.floats(17)[16] = learningRate * meanScale;
      const combine = (
        algorithm: number,
        [a, b, result]: readonly [bigint, bigint, bigint],
        operations: PostOperation[] = [],
        size = length,
      ) =>
        runBinary(native, {
          algorithm,
          shapes: { a: [length], b: [size], result: [length] },
          addresses: [a, b, result],
          operations,
        });

      blend(native, length, [beta1, 1 - beta1], [
        native.address(inputs.mean),
        gradient,
        to.mean,
      ]);
      combine(BINARY.multiply, [gradient, gradient, at]);
      blend(native, length, [beta2, 1 - beta2], [
        native.address(inputs.square),
        at,
        squareTo,
      ]);
      combine(BINARY.multiply, [squareTo, scales.address, at], [
        { eltwise: ELTWISE.sqrt },
        { eltwise: ELTWISE.linear, alpha: 1, beta: epsilon },
      ], 1);
      combine(BINARY.divide, [to.mean, at, at]);
      combine(BINARY.multiply, [at, scales.address + 64n, at], [], 1);
      combine(BINARY.subtract, [native.address(inputs.value), at, to.value]);
      native.pool.release(working);
      native.pool.release(scales);
      return [value, mean, square];
    },
  ),
];
