import { type TensorInfo, util } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import type { Buffer } from "../buffers.ts";
import {
  ARGUMENT,
  F32,
  type Format,
  REDUCTION_MAX,
  REDUCTION_MIN,
} from "../constants.ts";
import type { Deferred } from "../deferred.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { Primitive } from "../primitive.ts";
import type { Values } from "../values.ts";
import { runMatMul } from "./matmul.ts";

interface Attributes {
  /** Which axes go; the kernel Max calls them by another name. */
  readonly axis: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

/** A run of neighbouring axes that all are reduced, or all are kept. */
interface Group {
  size: number;
  readonly reduced: boolean;
}

function groupAxes(shape: readonly number[], axes: readonly number[]): Group[] {
  const groups: Group[] = [];
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const reduced = axes.includes(axis);
    const last = groups.at(-1);
    if (last?.reduced === reduced) last.size *= size;
    else groups.push({ size, reduced });
  });
  return groups;
}

/** Reduces the middle of `[outer, middle, inner]` from one memory to another. */
type Step = (
  native: NativeBackend,
  sizes: readonly [outer: number, middle: number, inner: number],
  addresses: readonly [from: bigint, to: bigint],
) => void;

const product = (groups: readonly Group[]) => groups.reduce((all, g) => all * g.size, 1);

/** Reduces one group after the other, the last first, where rows are long. */
function reduceGroups(
  native: NativeBackend,
  groups: Group[],
  from: bigint,
  to: bigint,
  step: Step,
): void {
  const index = groups.findLastIndex(({ reduced }) => reduced);
  const before = groups.slice(0, index), after = groups.slice(index + 1);
  const isLast = !before.some(({ reduced }) => reduced);
  const left = product(before) * product(after);
  const target = isLast ? undefined : native.pool.take(4 * left);
  step(native, [product(before), groups[index]!.size, product(after)], [
    from,
    target?.address ?? to,
  ]);
  if (!target) return;
  reduceGroups(native, [...before, ...after], target.address, to, step);
  native.pool.release(target);
}

/** Sums of this many values keep float32's precision in any order. */
const LONG = 4096;

/** A sum is a product with ones, which oneDNN spreads over the cores. */
const sum: Step = (native, [outer, middle, inner], [from, to]) => {
  if (outer === 1 && inner === 1 && middle > LONG) {
    const rows = Math.floor(middle / LONG), rest = middle - rows * LONG;
    const parts = native.pool.take(4 * (rows + 1));
    sum(native, [rows, LONG, 1], [from, parts.address]);
    const end = parts.address + BigInt(4 * rows);
    if (rest > 0) sum(native, [1, rest, 1], [from + BigInt(4 * rows * LONG), end]);
    sum(native, [1, rest > 0 ? rows + 1 : rows, 1], [parts.address, to]);
    native.pool.release(parts);
    return;
  }
  const ones = native.constant(1, middle);
  if (inner === 1) {
    runMatMul(native, { batch: 1, rows: outer, columns: 1, depth: middle }, [
      from,
      ones,
      to,
    ]);
  } else {
    const sizes = { batch: outer, rows: 1, columns: inner, depth: middle, sharedA: true };
    runMatMul(native, sizes, [ones, from, to]);
  }
};

/** The largest or smallest value. */
const extreme =
  (algorithm: number): Step => (native, [outer, middle, inner], addresses) =>
    native.run(`reduce ${algorithm} ${outer} ${middle} ${inner}`, (builder) => {
      const from = builder.describe([outer, middle, inner]);
      const to = builder.describe([outer, 1, inner]);
      const chosen = builder.choose(
        "a reduction",
        (cell, engine) =>
          native.dnnl.calls.dnnl_reduction_primitive_desc_create(
            cell,
            engine,
            algorithm,
            from,
            to,
            0,
            0,
            builder.attributes,
          ),
      );
      return new Primitive(builder, chosen, [[ARGUMENT.source, from], [
        ARGUMENT.destination,
        to,
      ]]);
    }, [...addresses]);

/** The sum over all but the last axis, which a filter's gradient may bring along. */
class WaitingSum implements Deferred {
  readonly #native: NativeBackend;
  readonly #from: Buffer;
  readonly #format: Format;
  readonly #rows: number;

  constructor(native: NativeBackend, x: TensorInfo, rows: number) {
    this.#native = native;
    this.#format = native.formatOf(x);
    this.#from = native.pool.hold(native.bufferOf(x, this.#format));
    this.#rows = rows;
  }

  settle(values: Values): void {
    const native = this.#native, columns = values.length;
    const to = native.pool.take(4 * columns);
    const count = this.#rows * columns;
    const floats = this.#format === F32
      ? native.pool.hold(this.#from)
      : native.convert(this.#from, count, [this.#format, F32]);
    sum(native, [1, this.#rows, columns], [floats.address, to.address]);
    native.pool.release(floats);
    values.deferred = undefined;
    values.keep(to, F32);
    this.drop();
  }

  drop(): void {
    this.#native.pool.release(this.#from);
  }
}

function reduce(
  name: string,
  step: Step,
  scale?: (count: number) => number,
): NativeKernel {
  return kernel<{ x: TensorInfo }, Attributes>(name, ({ x }, attributes, native) => {
    const { reductionIndices, axis = reductionIndices!, keepDims = false } = attributes;
    if (!areFloat(x) || sizeOf(x.shape) === 0) return undefined;
    const axes = util.parseAxisParam(axis, x.shape);
    const kept = x.shape.filter((_, i) => !axes.includes(i));
    const shape = keepDims ? x.shape.map((n, i) => axes.includes(i) ? 1 : n) : kept;
    const groups = groupAxes(x.shape, axes);
    if (!groups.some(({ reduced }) => reduced)) {
      // Nothing but axes of size 1 goes: the values stay as they are.
      return native.copy(x, shape);
    }
    const isBiasGradient = name === "Sum" && x.shape.length === 4 && kept.length === 1 &&
      !axes.includes(3);
    const values = native.valuesOf(x);
    if (isBiasGradient && values.waitingSum === undefined) {
      const waiting = native.promise(shape);
      const rows = sizeOf(x.shape) / kept[0]!;
      const sumValues = native.valuesOf(waiting);
      sumValues.deferred = new WaitingSum(native, x, rows);
      values.waitingSum = sumValues;
      return waiting;
    }
    const y = native.output(shape);
    const to = native.address(y);
    reduceGroups(native, groups, native.address(x), to, step);
    if (scale) native.scale(to, sizeOf(shape), scale(sizeOf(x.shape) / sizeOf(shape)));
    return y;
  });
}

/** Sums, means and extremes over any axes. */
export const REDUCTION_KERNELS: readonly NativeKernel[] = [
  reduce("Sum", sum),
  reduce("Mean", sum, (count) => 1 / count),
  reduce("Max", extreme(REDUCTION_MAX)),
  reduce("Min", extreme(REDUCTION_MIN)),
];
