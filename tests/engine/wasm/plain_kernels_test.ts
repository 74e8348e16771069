import { assert } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useEngine } from "#karyon";
import { addressOf, type WasmBackend } from "../../../src/engine/wasm/backend.ts";
import { convolve, denseOutput } from "../../../src/engine/wasm/convolve.ts";
import { sumFilterGradient } from "../../../src/engine/wasm/filter_gradient.ts";
import { readGeometry } from "../../../src/engine/wasm/geometry.ts";
import { Team } from "../../../src/engine/wasm/team.ts";
import { VARIANTS } from "../../../src/engine/wasm/variants.ts";
import { numbers } from "./compare.ts";

Deno.test("the kernels without relaxed SIMD convolve and sum as those with it", async () => {
  await useEngine("wasm");
  const backend = tf.backend() as unknown as WasmBackend;
  const module = await WebAssembly.compile(await Deno.readFile(VARIANTS.plain));
  const team = new Team(backend, module);
  const address = (tensor: tf.TensorInfo) => addressOf(backend, tensor);

  const differences = tf.tidy(() => {
    const x = numbers([2, 19, 21, 10], 1) as tf.Tensor4D;
    const filter = numbers([3, 3, 10, 20], 2) as tf.Tensor4D;
    const dy = numbers([2, 19, 21, 20], 3) as tf.Tensor4D;
    const g = readGeometry(
      "Conv2D",
      { strides: 1, pad: "same", dataFormat: "NHWC" },
      x.shape,
      filter.shape,
    );
    const y = backend.makeOutput(dy.shape, "float32");
    const dw = backend.makeOutput(filter.shape, "float32");
    const tap = 10 * 20;
    convolve(
      team,
      g,
      address(x),
      { address: address(filter), stepY: 3 * tap, stepX: tap, stepIn: 20, stepOut: 1 },
      denseOutput(g, address(y)),
    );
    sumFilterGradient(team, g, address(x), address(dy), address(dw));
    const forward = (filter: tf.Tensor) => tf.conv2d(x, filter as tf.Tensor4D, 1, "same");
    const expected = [forward(filter), tf.grad(forward)(filter, dy)];
    return [y, dw].map((info, k) =>
      tf.engine().makeTensorFromTensorInfo(info).sub(expected[k]!).abs().max().dataSync()
    );
  });
  assert(differences.every(([difference]) => difference! < 1e-4), `${differences}`);
});
