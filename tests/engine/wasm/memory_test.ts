import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { Adam, binaryCrossEntropy, buildUNet, useEngine } from "#karyon";
import { declareShared } from "../../../src/engine/wasm/declare_shared.ts";

interface Memory {
  readonly wasm: { readonly asm: { readonly memory: WebAssembly.Memory } };
  makeOutput(shape: number[], dtype: string): { dataId: object };
  disposeData(id: object): boolean;
}

Deno.test("a training step leaves no tensor behind, nor does its memory grow", async () => {
  await useEngine("wasm");
  const network = buildUNet({ filters: 2, depth: 2 });
  const images = tf.randomUniform([2, 32, 32, 3], 0, 1, "float32", 1);
  const masks = tf.randomUniform([2, 32, 32, 1], 0, 1, "float32", 2).greater(0.8)
    .cast("float32");
  const variables = network.trainableWeights.map((weight) =>
    weight.read() as tf.Variable
  );
  const adam = new Adam(variables, 1e-3);
  const step = () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(
        () =>
          binaryCrossEntropy(
            masks,
            network.apply(images, { training: true }) as tf.Tensor,
          ),
        variables,
      );
      adam.step(grads);
      return value.dataSync()[0]!;
    });
  const size = () => ({
    tensors: tf.memory().numTensors,
    bytes: tf.memory().numBytes,
    heap: (tf.backend() as unknown as Memory).wasm.asm.memory.buffer.byteLength,
  });
  for (let i = 0; i < 3; i++) step();
  const before = size();
  for (let i = 0; i < 20; i++) step();
  assertEquals(size(), before);
  adam.dispose();
  network.dispose();
  tf.dispose([images, masks]);
});

Deno.test("full memory is an error, after which the engine goes on", async () => {
  await useEngine("wasm");
  const backend = tf.backend() as unknown as Memory;
  const gigabyte = 250_000_000;
  const taken: object[] = [];
  await assertRejects(
    // deno-lint-ignore require-await
    async () => {
      for (let i = 0; i < 5; i++) {
        taken.push(backend.makeOutput([gigabyte], "float32").dataId);
      }
    },
    Error,
    "The wasm engine's memory is full: Expected room for 1000 MB but found",
  );
  assertEquals(taken.length, 3);
  taken.forEach((id) => backend.disposeData(id));
  const sum = tf.tidy(() => tf.ones([100, 100]).add(1).sum());
  assertEquals((await sum.data())[0], 20_000);
  sum.dispose();
});

/** Header, then a memory section: one memory with these flags, 1 to 2 pages. */
const moduleWith = (flags: number) =>
  new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, flags, 1, 2]);

Deno.test("a module's memory is declared as shared in a copy", () => {
  const module = moduleWith(1);
  assertEquals(declareShared(module), moduleWith(3));
  assertEquals(module, moduleWith(1));
});

Deno.test("memory without a maximum cannot be shared", () => {
  assertThrows(
    () => declareShared(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1])),
    Error,
    "Expected a WebAssembly module with one memory that has a maximum",
  );
});
