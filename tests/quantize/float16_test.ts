import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  InputError,
  quantizeFloat16,
  useEngine,
  writeModel,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD } from "../support/tiny_model.ts";

const artifacts = (values: number[], spec: Partial<tf.io.WeightsManifestEntry> = {}) => ({
  weightSpecs: [{ name: "w", shape: [values.length], dtype: "float32", ...spec }],
  weightData: Float32Array.from(values).buffer,
} as tf.io.ModelArtifacts);

Deno.test("quantizeFloat16() writes the bits of IEEE 754 half floats, ties to even", () => {
  // By hand: 1 = 0x3c00; -2 = 0xc000; 65504 = 0x7bff; the smallest subnormal
  // 2^-24 = 0x0001; 1 + 2^-11 lies between 0x3c00 and 0x3c01 and goes to even;
  // 1 + 3 x 2^-11 lies between 0x3c01 and 0x3c02 and goes to even.
  const { weightData } = quantizeFloat16(
    artifacts([1, -2, 65504, 2 ** -24, 1 + 2 ** -11, 1 + 3 * 2 ** -11]),
  );
  assertEquals(
    [...new Uint16Array(weightData as ArrayBuffer)],
    [0x3c00, 0xc000, 0x7bff, 0x0001, 0x3c00, 0x3c02],
  );
});

Deno.test("quantizeFloat16() refuses weights that a half float cannot hold, or that are quantised", () => {
  assertThrows(() => quantizeFloat16(artifacts([70000])), InputError, '70000 in "w"');
  assertThrows(() => quantizeFloat16(artifacts([NaN])), InputError, "NaN");
  assertThrows(
    () => quantizeFloat16(quantizeFloat16(artifacts([1]))),
    InputError,
    '"w" of float16',
  );
});

Deno.test("the stock tf.loadLayersModel() reads float16 weights over HTTP, near the float32 ones", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const network = buildUNet({ filters: 2, seed: 8 });
    const full = await artifactsOf(network);
    await writeModel(folder, {
      artifacts: quantizeFloat16(full),
      card: CARD,
      history: [],
    });
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      async (request) =>
        new Response(await Deno.readFile(`${folder}${new URL(request.url).pathname}`)),
    );
    const loaded = await tf.loadLayersModel(
      `http://127.0.0.1:${server.addr.port}/model.json`,
    );
    await server.shutdown();
    const before = network.getWeights(), after = loaded.getWeights();
    before.forEach((weight, i) => {
      const halves = after[i]!.dataSync();
      weight.dataSync().forEach((value, k) => {
        assert(Math.abs(value - halves[k]!) <= Math.abs(value) * 2 ** -11 + 2 ** -25);
      });
    });
    assertEquals(
      (await Deno.stat(`${folder}/weights.bin`)).size * 2,
      tf.io.CompositeArrayBuffer.join(full.weightData!).byteLength,
    );
    network.dispose();
    loaded.dispose();
  }));
