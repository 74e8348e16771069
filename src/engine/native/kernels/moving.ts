import { backend_util, slice_util, type TensorInfo, util } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { ARGUMENT, bytesOf, F32, type Format } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { denseStrides } from "../onednn.ts";
import { Primitive } from "../primitive.ts";
import { expand } from "./binary.ts";

/** A part of a dense tensor: where it begins, and its steps. */
interface Region {
  readonly address: bigint;
  readonly strides: readonly number[];
}

/** Copies `[shape]` from one region to another. */
function copyRegion(
  native: NativeBackend,
  shape: readonly number[],
  from: Region,
  to: Region,
  format: Format,
): void {
  // Left apart, dimensions are copied faster than merged into long rows.
  const key = `copy ${shape} ${from.strides} ${to.strides} ${format}`;
  native.run(key, (builder) =>
    builder.reorder(
      builder.describe(shape, from.strides, format),
      builder.describe(shape, to.strides, format),
    ), [from.address, to.address]);
}

/** Where an element lies in a dense tensor. */
function addressAt(
  base: bigint,
  begin: readonly number[],
  strides: readonly number[],
  format: Format,
): bigint {
  const index = begin.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
  return base + BigInt(index * bytesOf(format));
}

/** A new tensor with `x[begin : begin + size]`. */
function slice(
  native: NativeBackend,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): TensorInfo {
  const format = native.formatOf(x), strides = denseStrides(x.shape);
  const y = native.output(size, format);
  const from = addressAt(native.address(x, format), begin, strides, format);
  const to = { address: native.address(y, format), strides: denseStrides(size) };
  copyRegion(native, size, { address: from, strides }, to, format);
  return y;
}

/** Joins tensors along an axis. */
function concatenate(
  native: NativeBackend,
  tensors: readonly TensorInfo[],
  axis: number,
): TensorInfo {
  const shape = backend_util.computeOutShape(tensors.map((t) => t.shape), axis);
  const format = native.commonFormat(tensors);
  const rows = sizeOf(shape.slice(0, axis));
  const widths = tensors.map((tensor) => sizeOf(tensor.shape.slice(axis)));
  const width = sizeOf(shape.slice(axis));
  const y = native.output(shape, format);
  const addresses = tensors.map((tensor) => native.address(tensor, format));
  native.run(`concat ${rows} ${widths} ${format}`, (builder) => {
    const sources = widths.map((own) => builder.describe([rows, own], undefined, format));
    const whole = builder.describe([rows, width], undefined, format);
    const chosen = builder.choose(
      "a concatenation",
      (cell, engine) =>
        native.dnnl.calls.dnnl_concat_primitive_desc_create(
          cell,
          engine,
          whole,
          sources.length,
          1,
          new Uint8Array(BigUint64Array.from(sources).buffer),
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      ...sources.map((memory, i) => [ARGUMENT.manySources + i, memory] as const),
      [ARGUMENT.destination, whole],
    ]);
  }, [...addresses, native.address(y, format)]);
  return y;
}

const isEmpty = (x: TensorInfo) => sizeOf(x.shape) === 0;

/** Repeats of a tensor that are worth a copy each. */
const FEW = 64;

/** Kernels that move values and change none. */
export const MOVING_KERNELS: readonly NativeKernel[] = [
  kernel<TensorInfo[], { axis: number }>("Concat", (tensors, { axis }, native) => {
    const full = tensors.filter((tensor) => !isEmpty(tensor));
    if (!areFloat(...tensors) || full.length === 0) return undefined;
    const first = util.parseAxisParam(axis, tensors[0]!.shape)[0]!;
    backend_util.assertParamsConsistent(tensors.map((t) => t.shape), first);
    if (full.length === 1) return native.copy(full[0]!, full[0]!.shape);
    return concatenate(native, full, first);
  }),
  kernel<TensorInfo[], { axis: number }>("Pack", (tensors, { axis }, native) => {
    const [first] = tensors;
    if (!first || !areFloat(...tensors) || isEmpty(first) || tensors.length < 2) {
      return undefined;
    }
    for (const { shape } of tensors) {
      util.assertShapesMatch(
        first.shape,
        shape,
        "All tensors passed to stack must have matching shapes",
      );
    }
    const at = axis < 0 ? axis + first.shape.length + 1 : axis;
    const wider = tensors.map((tensor) => ({
      ...tensor,
      shape: tensor.shape.toSpliced(at, 0, 1),
    }));
    return concatenate(native, wider, at);
  }),
  kernel<{ value: TensorInfo }, { axis: number }>(
    "Unpack",
    ({ value }, { axis }, native) => {
      if (!areFloat(value) || isEmpty(value)) return undefined;
      const at = axis < 0 ? axis + value.shape.length : axis;
      const size = value.shape.with(at, 1), shape = value.shape.toSpliced(at, 1);
      return Array.from({ length: value.shape[at]! }, (_, i) => {
        const begin = size.map((_, along) => along === at ? i : 0);
        return { ...slice(native, value, begin, size), shape };
      });
    },
  ),
  kernel<{ x: TensorInfo }, { begin: number | number[]; size: number | number[] }>(
    "Slice",
    ({ x }, attributes, native) => {
      const [begin, size] = slice_util.parseSliceParams(
        x as never,
        attributes.begin,
        attributes.size,
      ) as [number[], number[]];
      slice_util.assertParamsValid(x as never, begin, size);
      if (!areFloat(x) || x.shape.length === 0 || sizeOf(size) === 0) return undefined;
      return slice(native, x, begin, size);
    },
  ),
  kernel<{ x: TensorInfo }, { numOrSizeSplits: number | number[]; axis: number }>(
    "SplitV",
    ({ x }, { numOrSizeSplits, axis }, native) => {
      const along = util.parseAxisParam(axis, x.shape)[0]!;
      const sizes = backend_util.prepareSplitSize(x as never, numOrSizeSplits, along);
      if (!areFloat(x) || isEmpty(x) || sizes.includes(0)) return undefined;
      let at = 0;
      return sizes.map((own) => {
        const begin = x.shape.map((_, i) => i === along ? at : 0);
        at += own;
        return slice(native, x, begin, x.shape.with(along, own));
      });
    },
  ),
  kernel<{ x: TensorInfo }, { perm: number[] }>(
    "Transpose",
    ({ x }, { perm }, native) => {
      if (!areFloat(x) || isEmpty(x) || x.shape.length === 0) return undefined;
      const format = native.formatOf(x), strides = denseStrides(x.shape);
      const shape = perm.map((axis) => x.shape[axis]!);
      const y = native.output(shape, format);
      copyRegion(
        native,
        shape,
        {
          address: native.address(x, format),
          strides: perm.map((axis) => strides[axis]!),
        },
        { address: native.address(y, format), strides: denseStrides(shape) },
        format,
      );
      return y;
    },
  ),
  kernel<{ x: TensorInfo }, { paddings: [number, number][]; constantValue: number }>(
    "PadV2",
    ({ x }, { paddings, constantValue }, native) => {
      if (!areFloat(x) || isEmpty(x) || x.shape.length === 0) return undefined;
      const shape = x.shape.map((size, i) => paddings[i]![0] + size + paddings[i]![1]);
      const y = native.output(shape);
      native.bufferOf(y).floats(sizeOf(shape)).fill(constantValue);
      const strides = denseStrides(shape);
      const begin = paddings.map(([before]) => before);
      const to = addressAt(native.address(y), begin, strides, F32);
      copyRegion(
        native,
        x.shape,
        { address: native.address(x), strides: denseStrides(x.shape) },
        { address: to, strides },
        F32,
      );
      return y;
    },
  ),
  kernel<{ x: TensorInfo }, { reps: number[] }>("Tile", ({ x }, { reps }, native) => {
    const copies = sizeOf(reps);
    if (!areFloat(x) || isEmpty(x) || copies === 0) return undefined;
    if (x.shape.length === 0) return undefined;
    const shape = x.shape.map((size, i) => size * reps[i]!);
    const isSpread = x.shape.every((size, i) => size === 1 || reps[i] === 1);
    if (isSpread && copies > 1) return expand(native, x, shape);
    if (copies > FEW) return undefined;
    const y = native.output(shape), strides = denseStrides(shape);
    const from = { address: native.address(x), strides: denseStrides(x.shape) };
    for (let copy = 0; copy < copies; copy++) {
      const places = util.indexToLoc(copy, reps.length, denseStrides(reps).slice(0, -1));
      const begin = places.map((place, axis) => place * x.shape[axis]!);
      const to = addressAt(native.address(y), begin, strides, F32);
      copyRegion(native, x.shape, from, { address: to, strides }, F32);
    }
    return y;
  }),
  kernel<{ x: TensorInfo; indices: TensorInfo }, { axis: number; batchDims: number }>(
    "GatherV2",
    ({ x, indices }, { axis, batchDims }, native) => {
      const along = util.parseAxisParam(axis, x.shape)[0]!;
      if (!areFloat(x) || isEmpty(x) || batchDims !== 0) return undefined;
      const rows = native.readSync(indices.dataId) as ArrayLike<number>;
      const length = x.shape[along]!;
      for (let i = 0; i < rows.length; i++) {
        util.assert(
          rows[i]! >= 0 && rows[i]! < length,
          () => `GatherV2: the index value ${rows[i]} is not in [0, ${length - 1}]`,
        );
      }
      const outer = sizeOf(x.shape.slice(0, along)),
        inner = sizeOf(x.shape.slice(along + 1));
      const shape = [
        ...x.shape.slice(0, along),
        ...indices.shape,
        ...x.shape.slice(along + 1),
      ];
      const y = native.output(shape);
      const from = native.bufferOf(x).floats(sizeOf(x.shape));
      const to = native.bufferOf(y).floats(sizeOf(shape));
      for (let o = 0, at = 0; o < outer; o++) {
        for (let i = 0; i < rows.length; i++, at += inner) {
          const start = (o * length + rows[i]!) * inner;
          to.set(from.subarray(start, start + inner), at);
        }
      }
      return y;
    },
  ),
];
