import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { computeWith, useEngine } from "#karyon";
import { threeNuclei, tinySegmenter } from "./tiny_segmenter.ts";

/** Engines that count their starts. */
function counted() {
  const starts: string[] = [];
  const start = (name: string) => async () => {
    starts.push(name);
    return await useEngine("cpu");
  };
  return { starts, starters: { webgpu: start("webgpu"), wasm: start("wasm") } };
}

Deno.test("the engine is started once, however many ask", async () => {
  const { starts, starters } = counted();
  const { runner } = await tinySegmenter({ starters });
  await Promise.all([runner.start(), runner.start(), runner.load("tiny")]);
  await runner.start("webgpu");
  assertEquals(starts, ["webgpu"]);
  assertEquals((await runner.start("wasm")).name, "wasm");
  assertEquals(starts, ["webgpu", "wasm"]);
});

Deno.test("where the GPU is lost, WebAssembly does the same once more", async () => {
  const { starts, starters } = counted();
  const { runner, shelf } = await tinySegmenter({ starters });
  await runner.start();
  const { network } = await shelf.take("tiny");
  computeWith(network, () => Promise.reject(new Error("the GPU device was lost (x)")));
  const { nucleus } = await runner.predict("tiny", threeNuclei());
  assertEquals([...nucleus.keys()].filter((at) => nucleus[at]! > 0.5).length, 11);
  assertEquals(starts, ["webgpu", "wasm"]);
  const { name, sentence } = await runner.start();
  assertEquals(name, "wasm");
  assertMatch(sentence, /because webgpu failed: the GPU device was lost \(x\)\.$/);
});

Deno.test("what is not the GPU's fault is thrown as it is", async () => {
  const { starts, starters } = counted();
  const { runner, shelf } = await tinySegmenter({ starters });
  await runner.start();
  const { network } = await shelf.take("tiny");
  computeWith(network, () => Promise.reject(new Error("Array buffer allocation failed")));
  await assertRejects(() => runner.predict("tiny", threeNuclei()), Error, "allocation");
  assertEquals(starts, ["webgpu"]);
});
