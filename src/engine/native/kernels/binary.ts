import { backend_util, type TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { collapse } from "../broadcast.ts";
import { ARGUMENT, BINARY, ELTWISE, F32, type Format, U8 } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { type PostOperation } from "../builder.ts";
import { Primitive } from "../primitive.ts";
import { runEltwise } from "./eltwise.ts";

interface Pair {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

/** Two operands at addresses, and what becomes of them. */
export interface BinaryRun {
  readonly algorithm: number;
  readonly shapes: {
    a: readonly number[];
    b: readonly number[];
    result: readonly number[];
  };
  readonly addresses: readonly [a: bigint, b: bigint, result: bigint];
  /** Of `a` and of the result. */
  readonly format?: Format;
  /** Of `b`; the same unless given. */
  readonly formatB?: Format;
  readonly operations?: readonly PostOperation[];
}

/** Computes a function of two values; the smaller operand must be `b`. */
export function runBinary(
  native: NativeBackend,
  { algorithm, shapes, addresses, format = F32, formatB = format, operations = [] }:
    BinaryRun,
): void {
  const { a, b, result } = collapse(shapes.a, shapes.b, shapes.result);
  const after = operations.length > 0 ? JSON.stringify(operations) : "";
  native.run(
    `binary ${algorithm} ${a} ${b} ${format} ${formatB} ${after}`,
    (builder) => {
      const memories = [
        builder.describe(a, undefined, format),
        builder.describe(b, undefined, formatB),
        builder.describe(result, undefined, format),
      ] as const;
      const chosen = builder.choose(
        "a function of two tensors",
        (cell, engine) =>
          native.dnnl.calls.dnnl_binary_primitive_desc_create(
            cell,
            engine,
            algorithm,
            ...memories,
            builder.attributes,
          ),
      );
      return new Primitive(builder, chosen, [
        [ARGUMENT.source, memories[0]],
        [ARGUMENT.source1, memories[1]],
        [ARGUMENT.destination, memories[2]],
      ]);
    },
    [...addresses],
    operations,
  );
}

/** A copy of `x` repeated to a larger shape. */
export function expand(
  native: NativeBackend,
  x: TensorInfo,
  shape: readonly number[],
): TensorInfo {
  const length = sizeOf(shape);
  const y = native.output(shape);
  // Before the constant, which computing `x` may replace by a longer one.
  const from = native.address(x);
  const ones = native.constant(1, length);
  runBinary(native, {
    algorithm: BINARY.multiply,
    shapes: { a: shape, b: x.shape, result: shape },
    addresses: [ones, from, native.address(y)],
  });
  return y;
}

/** What to do when the first operand is the smaller one. */
type Swap = "same" | "negate" | undefined;

interface Recipe {
  readonly name: string;
  readonly algorithm: number;
  /** "same": `f(a, b) = f(b, a)`; "negate": its negative; else `a` is repeated. */
  readonly swap?: Swap;
  readonly operations?: readonly PostOperation[];
  /** True if the result is boolean. */
  readonly compares?: boolean;
  /** True if the second operand comes first. */
  readonly exchanges?: boolean;
}

const NEGATE: PostOperation = { eltwise: ELTWISE.linear, alpha: -1 };

/** Turns float ones and zeros into booleans: oneDNN is slow to do both at once. */
function toBooleans(native: NativeBackend, floats: TensorInfo): TensorInfo {
  const length = sizeOf(floats.shape);
  const booleans = native.booleans(floats.shape);
  native.run(
    `booleans ${length}`,
    (builder) =>
      builder.reorder(
        builder.describe([length]),
        builder.describe([length], undefined, U8),
      ),
    [native.address(floats), native.booleanAddress(booleans)],
  );
  native.disposeData(floats.dataId);
  return booleans;
}

function compute(
  native: NativeBackend,
  { a, b }: Pair,
  { algorithm, swap, operations = [], compares }: Recipe,
): TensorInfo {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const length = sizeOf(shape);
  const isSmall = (x: TensorInfo) => sizeOf(x.shape) !== length;
  let left = a, right = b, after = operations;
  let expanded: TensorInfo | undefined;
  if (isSmall(a)) {
    if (!isSmall(b) && swap !== undefined) {
      [left, right] = [b, a];
      if (swap === "negate") after = [NEGATE, ...operations];
    } else {
      left = expanded = expand(native, a, shape);
    }
  }
  // A small operand, such as a bias, stays as it is beside halved values.
  const keepsB = isSmall(right);
  const format = compares || expanded
    ? F32
    : native.commonFormat(keepsB ? [left] : [left, right]);
  const formatB = keepsB ? F32 : format;
  const y = native.output(shape, format);
  runBinary(native, {
    algorithm,
    shapes: { a: left.shape, b: right.shape, result: shape },
    addresses: [
      native.address(left, format),
      native.address(right, formatB),
      native.address(y, format),
    ],
    format,
    formatB,
    operations: after,
  });
  if (expanded) native.disposeData(expanded.dataId);
  return compares ? toBooleans(native, y) : y;
}

/** The sum, where `a` waits to be computed and takes `b` as its bias. */
function addBias(native: NativeBackend, { a, b }: Pair): TensorInfo | undefined {
  // What waits may be seen in another shape: its last axis must be its channels.
  const channels = a.shape.at(-1);
  if (b.shape.at(-1) !== channels || sizeOf(b.shape) !== channels) return undefined;
  const sum = native.valuesOf(a).deferred?.addBias?.(b);
  return sum &&
    { ...sum, shape: backend_util.assertAndGetBroadcastShape(a.shape, b.shape) };
}

function binary(recipe: Recipe): NativeKernel {
  return kernel<Pair>(recipe.name, ({ a, b }, _, native) => {
    if (!areFloat(a, b) || sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0) {
      return undefined;
    }
    const fused = recipe.name === "Add" ? addBias(native, { a, b }) : undefined;
    if (fused) return fused;
    return compute(native, recipe.exchanges ? { a: b, b: a } : { a, b }, recipe);
  });
}

/** TensorFlow.js's element-wise kernels of two tensors. */
export const BINARY_KERNELS: readonly NativeKernel[] = [
  binary({ name: "Add", algorithm: BINARY.add, swap: "same" }),
  binary({ name: "Sub", algorithm: BINARY.subtract, swap: "negate" }),
  binary({ name: "Multiply", algorithm: BINARY.multiply, swap: "same" }),
  binary({ name: "RealDiv", algorithm: BINARY.divide }),
  binary({ name: "Maximum", algorithm: BINARY.maximum, swap: "same" }),
  binary({ name: "Minimum", algorithm: BINARY.minimum, swap: "same" }),
  binary({
    name: "SquaredDifference",
    algorithm: BINARY.subtract,
    swap: "same",
    operations: [{ eltwise: ELTWISE.square }],
  }),
  binary({ name: "Less", algorithm: BINARY.less, compares: true }),
  binary({ name: "LessEqual", algorithm: BINARY.lessEqual, compares: true }),
  // oneDNN calls NaN greater than anything, but never less.
  binary({ name: "Greater", algorithm: BINARY.less, compares: true, exchanges: true }),
  binary({
    name: "GreaterEqual",
    algorithm: BINARY.lessEqual,
    compares: true,
    exchanges: true,
  }),
  binary({ name: "Equal", algorithm: BINARY.equal, swap: "same", compares: true }),
  binary({ name: "NotEqual", algorithm: BINARY.notEqual, swap: "same", compares: true }),
  kernel<{ x: TensorInfo }, { alpha: number }>("Step", ({ x }, { alpha }, native) => {
    const length = sizeOf(x.shape);
    if (!areFloat(x) || length === 0) return undefined;
    const y = native.output(x.shape);
    const addresses = [native.address(x), native.address(y)] as const;
    runBinary(native, {
      algorithm: BINARY.less,
      shapes: { a: [length], b: [length], result: [length] },
      addresses: [native.constant(0, length), ...addresses],
    });
    // From 0 or 1 to alpha or 1.
    if (alpha !== 0) {
      const eltwise = { algorithm: ELTWISE.linear, alpha: 1 - alpha, beta: alpha };
      runEltwise(native, eltwise, [addresses[1], addresses[1]], length);
    }
    return y;
  }),
  kernel<TensorInfo[]>("AddN", (tensors, _, native) => {
    const [first, ...rest] = tensors;
    if (!first || rest.length === 0 || !areFloat(...tensors)) return undefined;
    const length = sizeOf(first.shape);
    if (length === 0) return undefined;
    const sum = native.output(first.shape);
    const to = native.address(sum);
    rest.forEach((tensor, i) =>
      runBinary(native, {
        algorithm: BINARY.add,
        shapes: { a: [length], b: [length], result: [length] },
        addresses: [i === 0 ? native.address(first) : to, native.address(tensor), to],
      })
    );
    return sum;
  }),
];
