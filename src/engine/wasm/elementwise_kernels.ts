import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";
import type { Team } from "./team.ts";

/** The operations of `kernels/elementwise.ts`. */
const OPERATIONS = { Add: 0, Sub: 1, Multiply: 2, Relu: 3, Step: 4 } as const;

/** Numbers below which TensorFlow.js's kernel is done before threads are called. */
const WORTH_IT = 16 * 1024;

/** Numbers in a block: its bytes stay in a core's cache. */
const BLOCK = 32 * 1024;

/** How the second operand meets the first: number by number, or one row for all. */
function rowOf(a: tf.TensorInfo, b: tf.TensorInfo): number | undefined {
  if (tf.util.arraysEqual(a.shape, b.shape)) return sizeOf(a);
  const isRow = b.shape.slice(0, -1).every((size) => size === 1) &&
    b.shape.length <= a.shape.length;
  const last = b.shape.at(-1) ?? 1;
  return isRow && (last === 1 || last === a.shape.at(-1)) ? last : undefined;
}

/** Addition, subtraction and multiplication, ReLU and its step, for large float32 tensors. */
export function replaceElementwise(backend: WasmBackend, team: Team): void {
  const compute = (
    name: keyof typeof OPERATIONS,
    a: tf.TensorInfo,
    b: tf.TensorInfo | undefined,
    row: number,
  ) => {
    const out = backend.makeOutput(a.shape, "float32");
    const size = sizeOf(a);
    // Without rows to repeat, a row is one number.
    const repeats = row < size;
    const blockRows = repeats ? Math.max(1, Math.floor(BLOCK / row)) : BLOCK;
    const rowSize = repeats ? row : 1;
    team.run("elementwiseBlock", Math.ceil(size / rowSize / blockRows), [
      ...[OPERATIONS[name], addressOf(backend, a), b ? addressOf(backend, b) : 0],
      ...[addressOf(backend, out), size, rowSize, repeats ? 0 : 4, blockRows],
    ]);
    return out;
  };
  const isWorthIt = (x: tf.TensorInfo) => x.dtype === "float32" && sizeOf(x) >= WORTH_IT;

  for (const name of ["Add", "Sub", "Multiply"] as const) {
    replaceKernel(name, ({ inputs }, original) => {
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      if (a.dtype !== "float32" || b.dtype !== "float32") return original();
      const row = isWorthIt(a) ? rowOf(a, b) : undefined;
      if (row !== undefined) return compute(name, a, b, row);
      // What commutes may be turned around.
      const turned = name !== "Sub" && isWorthIt(b) ? rowOf(b, a) : undefined;
      return turned === undefined ? original() : compute(name, b, a, turned);
    });
  }

  for (const name of ["Relu", "Step"] as const) {
    replaceKernel(name, ({ inputs, attrs }, original) => {
      const x = inputs["x"] as tf.TensorInfo;
      // TensorFlow.js's ReLU loses NaN: a small tensor must not be treated otherwise.
      const isOurs = name === "Relu"
        ? x.dtype === "float32" && sizeOf(x) > 0
        : isWorthIt(x) && !attrs?.["alpha"];
      return isOurs ? compute(name, x, undefined, sizeOf(x)) : original();
    });
  }
}
