import * as tf from "@tensorflow/tfjs";
import { addressOf, replaceKernel, type WasmBackend } from "./backend.ts";
import { convolve, denseOutput } from "./convolve.ts";
import { sumFilterGradient } from "./filter_gradient.ts";
import type { Geometry } from "./geometry.ts";
import type { Team } from "./team.ts";

/** Multiplications below which TensorFlow.js's kernel is done before threads are called. */
const WORTH_IT = 16 * 1024;

/** Threads share the rows of an image: a column of places is cut into so many. */
const MOST_ROWS = 16;

/** A 1 x 1 convolution of an image with so many places, which is a matrix product. */
function pointwise(places: number, inChannels: number, outChannels: number): Geometry {
  let height = Math.min(MOST_ROWS, places);
  while (places % height !== 0) height--;
  const width = places / height;
  return {
    batch: 1,
    ...{ inHeight: height, inWidth: width, inChannels },
    ...{ outHeight: height, outWidth: width, outChannels },
    ...{ filterHeight: 1, filterWidth: 1, strideY: 1, strideX: 1 },
    ...{ dilationY: 1, dilationX: 1, padTop: 0, padLeft: 0 },
  };
}

/**
 * Products of matrices: `a` is an image whose places are its rows, `b` a 1 x 1
 * filter; and where `a` is stored the other way round, the gradient of that
 * filter, which sums over places.
 */
export function replaceProducts(backend: WasmBackend, team: Team): void {
  replaceKernel("BatchMatMul", ({ inputs, attrs }, original) => {
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const { transposeA, transposeB } = attrs as unknown as {
      transposeA: boolean;
      transposeB: boolean;
    };
    const outer = a.shape.slice(0, -2);
    const [heightA, widthA] = a.shape.slice(-2) as [number, number];
    const [heightB, widthB] = b.shape.slice(-2) as [number, number];
    const [rows, depth] = transposeA ? [widthA, heightA] : [heightA, widthA];
    const columns = transposeB ? heightB : widthB;
    const isPlain = a.dtype === "float32" && b.dtype === "float32" &&
      depth === (transposeB ? widthB : heightB) && !(transposeA && transposeB) &&
      tf.util.arraysEqual(outer, b.shape.slice(0, -2));
    if (!isPlain || rows * columns * depth < WORTH_IT) return original();
    const product = backend.makeOutput([...outer, rows, columns], "float32");
    const [fromA, fromB, to] = [a, b, product].map((x) => addressOf(backend, x)) as [
      number,
      number,
      number,
    ];
    for (let i = 0; i < tf.util.sizeFromShape(outer); i++) {
      const nextA = fromA + 4 * i * rows * depth;
      const nextB = fromB + 4 * i * depth * columns;
      const next = to + 4 * i * rows * columns;
      if (transposeA) {
        sumFilterGradient(team, pointwise(depth, rows, columns), nextA, nextB, next);
      } else {
        const [stepIn, stepOut] = transposeB ? [1, depth] : [columns, 1];
        const filter = { address: nextB, stepY: 0, stepX: 0, stepIn, stepOut };
        const g = pointwise(rows, depth, columns);
        convolve(team, g, nextA, filter, denseOutput(g, next));
      }
    }
    return product;
  });
}
