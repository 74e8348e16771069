import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { startEngine, type Starters } from "../../../src/app/worker/engine.ts";
import { TroubleError } from "../../../src/app/worker/trouble.ts";

/** Engines of which some start. */
function starters(works: { webgpu?: boolean; wasm?: boolean }): Starters {
  const start = (name: "webgpu" | "wasm") => () =>
    works[name]
      ? Promise.resolve({ words: `words of ${name}` })
      : Promise.reject(new Error(`no ${name} here.`));
  return { webgpu: start("webgpu"), wasm: start("wasm") };
}

Deno.test("the GPU is taken where there is one", async () => {
  assertEquals(await startEngine(starters({ webgpu: true, wasm: true })), {
    name: "webgpu",
    sentence: "Engine: webgpu (words of webgpu).",
  });
});

Deno.test("without a GPU WebAssembly is taken, and the sentence says why", async () => {
  assertEquals(await startEngine(starters({ wasm: true })), {
    name: "wasm",
    sentence:
      "Engine: wasm (words of wasm), because webgpu is not available: no webgpu here.",
  });
});

Deno.test("an engine that was asked for is the only one tried", async () => {
  const { name } = await startEngine(starters({ webgpu: true, wasm: true }), "wasm");
  assertEquals(name, "wasm");
  const error = await assertRejects(
    () => startEngine(starters({ wasm: true }), "webgpu"),
    TroubleError,
  );
  assertEquals(error.code, "no-engine");
});

Deno.test("where none starts the error says of each why", async () => {
  const error = await assertRejects(() => startEngine(starters({})), TroubleError);
  assertEquals(error.code, "no-engine");
  assertMatch(error.message, /no webgpu here; wasm is not available: no wasm here\.$/);
});
