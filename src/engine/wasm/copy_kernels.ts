import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";
import type { Team } from "./team.ts";

/** Bytes that are worth a block of their own. */
const BLOCK_BYTES = 256 * 1024;

/** Numbers before and from an axis on. */
const split = (shape: readonly number[], axis: number) => ({
  outer: tf.util.sizeFromShape(shape.slice(0, axis)),
  inner: tf.util.sizeFromShape(shape.slice(axis)),
});

/** Types whose numbers take four bytes. */
const isWide = ({ dtype }: tf.TensorInfo) => dtype === "float32" || dtype === "int32";

/**
 * Joins and splits tensors on all threads. `Identity`, and `Cast` to the type
 * that is there already, share the numbers where TensorFlow.js copies them.
 */
export function replaceCopies(backend: WasmBackend, team: Team): void {
  const copy = (
    from: number,
    fromStep: number,
    to: number,
    toStep: number,
    count: number,
    bytes: number,
  ) => {
    const runs = Math.max(1, Math.floor(BLOCK_BYTES / bytes));
    team.run("copyBlock", Math.ceil(count / runs), [
      ...[from, to, count, bytes, fromStep, toStep, runs],
    ]);
  };

  const share = (x: tf.TensorInfo): tf.TensorInfo => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };

  replaceKernel("Identity", ({ inputs }, original) => {
    const x = inputs["x"] as tf.TensorInfo;
    return x.dtype === "string" ? original() : share(x);
  });

  replaceKernel("Cast", ({ inputs, attrs }, original) => {
    const x = inputs["x"] as tf.TensorInfo;
    return x.dtype === "string" || x.dtype !== attrs?.["dtype"] ? original() : share(x);
  });

  replaceKernel("Concat", ({ inputs, attrs }, original) => {
    const given = inputs as unknown as tf.TensorInfo[];
    const axis = tf.util.parseAxisParam(attrs?.["axis"] as number, given[0]!.shape)[0]!;
    const parts = given.filter((part) => sizeOf(part) > 0);
    if (parts.length < 2 || !parts.every(isWide)) return original();
    const shapes = given.map(({ shape }) => shape);
    tf.backend_util.assertParamsConsistent(shapes, axis);
    const shape = tf.backend_util.computeOutShape(shapes, axis);
    const out = backend.makeOutput(shape, parts[0]!.dtype);
    const { outer, inner } = split(shape, axis);
    let to = addressOf(backend, out);
    for (const part of parts) {
      const bytes = 4 * split(part.shape, axis).inner;
      copy(addressOf(backend, part), bytes, to, 4 * inner, outer, bytes);
      to += bytes;
    }
    return out;
  });

  replaceKernel("SplitV", ({ inputs, attrs }, original) => {
    const x = inputs["x"] as tf.Tensor;
    const axis = tf.util.parseAxisParam(attrs?.["axis"] as number, x.shape)[0]!;
    if (!isWide(x) || sizeOf(x) === 0) return original();
    const sizes = tf.backend_util.prepareSplitSize(
      x,
      attrs?.["numOrSizeSplits"] as number | number[],
      axis,
    );
    const { outer, inner } = split(x.shape, axis);
    let from = addressOf(backend, x);
    return sizes.map((size) => {
      const shape = x.shape.with(axis, size);
      const part = backend.makeOutput(shape, x.dtype);
      const bytes = 4 * split(shape, axis).inner;
      if (bytes > 0) {
        copy(from, 4 * inner, addressOf(backend, part), bytes, outer, bytes);
      }
      from += bytes;
      return part;
    });
  });
}
