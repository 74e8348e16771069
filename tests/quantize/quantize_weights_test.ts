import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  artifactsOf,
  buildUNet,
  InputError,
  quantizeWeights,
  useEngine,
  writeModel,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD } from "../support/tiny_model.ts";

function artifacts(values: number[], shape = [1, values.length]): tf.io.ModelArtifacts {
  return {
    weightSpecs: [{ name: "layer/kernel", shape, dtype: "float32" }],
    weightData: Float32Array.from(values).buffer,
  };
}

const bytesOf = ({ weightData }: tf.io.ModelArtifacts) => weightData as ArrayBuffer;

Deno.test("float16 are the bits of IEEE 754 half floats, ties to even", () => {
  // By hand: 1 = 0x3c00; -2 = 0xc000; 65504 = 0x7bff; the smallest subnormal
  // 2^-24 = 0x0001; 1 + 2^-11 lies between 0x3c00 and 0x3c01 and goes to even;
  // 1 + 3 x 2^-11 lies between 0x3c01 and 0x3c02 and goes to even.
  const half = quantizeWeights(
    artifacts([1, -2, 65504, 2 ** -24, 1 + 2 ** -11, 1 + 3 * 2 ** -11]),
    { type: "float16" },
  );
  assertEquals(
    [...new Uint16Array(bytesOf(half))],
    [0x3c00, 0xc000, 0x7bff, 0x0001, 0x3c00, 0x3c02],
  );
});

Deno.test("uint8 and uint16 are steps of (max - min) / 255 and / 65535", () => {
  const small = quantizeWeights(artifacts([-1, 0, 1.55]), { type: "uint8" });
  assertEquals([...new Uint8Array(bytesOf(small))], [0, 100, 255]);
  const { scale, min } = small.weightSpecs![0]!.quantization!;
  assert(Math.abs(scale! - 0.01) < 1e-8 && Math.abs(min! + 1) < 1e-6);
  const finer = quantizeWeights(artifacts([0, 65535, 7]), { type: "uint16" });
  assertEquals([...new Uint16Array(bytesOf(finer))], [0, 65535, 7]);
});

Deno.test("biases and kept weights stay float32, by the name of the weight or of its layer", () => {
  const two: tf.io.ModelArtifacts = {
    weightSpecs: [
      { name: "a/kernel", shape: [1, 3], dtype: "float32" },
      { name: "a/bias", shape: [2], dtype: "float32" },
      { name: "b/kernel", shape: [2, 1], dtype: "float32" },
    ],
    weightData: Float32Array.of(0, 1, 255, 0.1, 0.2, 0, 255).buffer,
  };
  const typesWith = (keep: string[]) =>
    quantizeWeights(two, { type: "uint8", keep }).weightSpecs!.map(({ quantization }) =>
      quantization?.dtype
    );
  assertEquals(typesWith([]), ["uint8", undefined, "uint8"]);
  assertEquals(typesWith(["b/kernel"]), ["uint8", undefined, undefined]);
  assertEquals(typesWith(["a"]), [undefined, undefined, "uint8"]);
  // Three bytes come before the bias: what follows starts at an odd place.
  const bytes = bytesOf(quantizeWeights(two, { type: "uint8" }));
  assertEquals([...new Uint8Array(bytes, 0, 3)], [0, 1, 255]);
  assertEquals([...new Float32Array(bytes.slice(3, 11))], [...Float32Array.of(0.1, 0.2)]);
  assertEquals(bytes.byteLength, 13);
  assertThrows(() => typesWith(["c"]), InputError, 'found "c"');
});

Deno.test("weights that are stored in fewer bits are expanded first", () => {
  const half = quantizeWeights(artifacts([0, 1, 255]), { type: "float16" });
  const small = quantizeWeights(half, { type: "uint8" });
  assertEquals([...new Uint8Array(bytesOf(small))], [0, 1, 255]);
  const finer = quantizeWeights(small, { type: "uint16" });
  assertEquals([...new Uint16Array(bytesOf(finer))], [0, 257, 65535]);
});

Deno.test("quantizeWeights() refuses numbers that a type cannot hold, and what has no weights", () => {
  const store = (given: tf.io.ModelArtifacts, type: "float16" | "uint8") => () =>
    quantizeWeights(given, { type });
  assertThrows(
    store(artifacts([70000]), "float16"),
    InputError,
    '70000 in "layer/kernel"',
  );
  assertThrows(store(artifacts([NaN]), "float16"), InputError, "NaN");
  assertThrows(store(artifacts([NaN]), "uint8"), InputError, "NaN");
  assertThrows(store({}, "uint8"), InputError, "found none");
  const short = { ...artifacts([1, 2]), weightData: new ArrayBuffer(7) };
  assertThrows(store(short, "uint8"), InputError, "found 7");
  const whole: tf.io.ModelArtifacts = {
    weightSpecs: [{ name: "w", shape: [1], dtype: "int32" }],
    weightData: new ArrayBuffer(4),
  };
  assertThrows(store(whole, "uint8"), InputError, '"w" of int32');
  assertThrows(
    () => quantizeWeights(artifacts([1]), { type: "float16", perChannel: true }),
    InputError,
    "float16 has none",
  );
});

Deno.test("the stock tf.loadLayersModel() reads every type over HTTP, near the float32 weights", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const network = buildUNet({ filters: 2, seed: 8, normalization: "batch" });
    const full = await artifactsOf(network);
    const bounds = { float16: 2 ** -11, uint16: 2 ** -16, uint8: 2 ** -8 };
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      async (request) =>
        new Response(await Deno.readFile(`${folder}${new URL(request.url).pathname}`)),
    );
    for (const [type, bound] of Object.entries(bounds)) {
      await writeModel(`${folder}/${type}`, {
        artifacts: quantizeWeights(full, { type: type as keyof typeof bounds }),
        card: CARD,
        history: [],
      });
      const loaded = await tf.loadLayersModel(
        `http://127.0.0.1:${server.addr.port}/${type}/model.json`,
      );
      const after = loaded.getWeights();
      network.getWeights().forEach((weight, i) => {
        const values = weight.dataSync(), found = after[i]!.dataSync();
        const largest = Math.max(...values.map(Math.abs));
        values.forEach((value, k) => {
          assert(Math.abs(value - found[k]!) <= largest * 2 * bound, type);
        });
      });
      loaded.dispose();
    }
    await server.shutdown();
    network.dispose();
  }));
