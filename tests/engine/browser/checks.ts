import { assert } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildUNet, type WasmFiles } from "#karyon";

/** The engine's files, where the project keeps them. */
export const files: WasmFiles = {
  backend: new URL(import.meta.resolve(
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  )),
  relaxed: new URL("../../../src/engine/wasm/kernels/relaxed.wasm", import.meta.url),
  plain: new URL("../../../src/engine/wasm/kernels/plain.wasm", import.meta.url),
};

/** What a small network says of a picture, on the engine in use. */
export async function predictOnce(): Promise<Float32Array> {
  const network = buildUNet({ filters: 2, depth: 2, seed: 1 });
  const picture = tf.range(0, 16 * 16 * 3).div(700).reshape([1, 16, 16, 3]);
  const values = await (network.predict(picture) as tf.Tensor).data() as Float32Array;
  network.dispose();
  return values;
}

/** Asserts that two engines say the same. */
export function assertClose(actual: Float32Array, expected: Float32Array): void {
  const most = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  assert(most < 1e-5, `${most}`);
  assert(actual.some((value) => value !== actual[0]));
}
