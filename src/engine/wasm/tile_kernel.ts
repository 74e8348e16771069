import type * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, sizeOf, type WasmBackend } from "./backend.ts";

/** Repeats a tensor along its axes, row by row where TensorFlow.js goes number by number. */
export function replaceTile(backend: WasmBackend): void {
  replaceKernel("Tile", ({ inputs, attrs }, original) => {
    const x = inputs["x"] as tf.TensorInfo;
    const reps = attrs?.["reps"] as number[];
    const rank = x.shape.length;
    const shape = x.shape.map((size, axis) => size * reps[axis]!);
    const isOurs = x.dtype === "float32" && rank > 0 && reps.length === rank;
    if (!isOurs || shape.includes(0)) return original();
    const out = backend.makeOutput(shape, "float32");
    const { buffer } = backend.wasm.asm.memory;
    const from = new Float32Array(buffer, addressOf(backend, x), sizeOf(x));
    const to = new Float32Array(buffer, addressOf(backend, out), sizeOf(out));
    const width = x.shape.at(-1)!, step = shape.at(-1)!;
    const place = new Array<number>(rank - 1).fill(0);
    for (let at = 0; at < to.length; at += step) {
      let row = 0;
      for (let axis = 0; axis < rank - 1; axis++) {
        row = row * x.shape[axis]! + place[axis]! % x.shape[axis]!;
      }
      if (width === 1) to.fill(from[row]!, at, at + step);
      else {
        const values = from.subarray(row * width, (row + 1) * width);
        for (let copy = 0; copy < step; copy += width) to.set(values, at + copy);
      }
      // The next place, the last axis but one first.
      for (let axis = rank - 2; axis >= 0; axis--) {
        place[axis]!++;
        if (place[axis]! < shape[axis]!) break;
        place[axis] = 0;
      }
    }
    return out;
  });
}
