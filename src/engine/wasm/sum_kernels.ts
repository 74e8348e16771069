import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";
import type { Team } from "./team.ts";

/** Numbers below which TensorFlow.js's kernel is quick enough. */
const WORTH_IT = 16 * 1024;

/** Sums that are kept apart until the end: not a matter of the threads. */
const PARTS = 16;

/** Sums and means over all axes but the last: gradients of biases, batch statistics. */
export function replaceSums(backend: WasmBackend, team: Team): void {
  for (const name of ["Sum", "Mean"] as const) {
    replaceKernel(name, ({ inputs, attrs }, original) => {
      const x = inputs["x"] as tf.TensorInfo;
      const rank = x.shape.length;
      const axes = tf.util.parseAxisParam(attrs?.["axis"] as number[], x.shape);
      const columns = x.shape.at(-1) ?? 1;
      const areLeading = axes.length === rank - 1 && !axes.includes(rank - 1);
      if (x.dtype !== "float32" || sizeOf(x) < WORTH_IT || !areLeading) return original();
      const [shape] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
      const out = backend.makeOutput(
        attrs?.["keepDims"] ? tf.backend_util.expandShapeToKeepDim(shape, axes) : shape,
        "float32",
      );
      const rows = sizeOf(x) / columns, parts = Math.min(PARTS, rows);
      const figures = [
        addressOf(backend, x),
        team.room("parts", 4 * parts * columns),
        ...[rows, columns, parts, addressOf(backend, out)],
      ];
      const scale = name === "Mean" ? 1 / rows : 1;
      team.run("sumColumnsPart", parts, figures, scale);
      team.run("addColumnParts", 1, figures, scale);
      return out;
    });
  }
}
