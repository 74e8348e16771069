import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { engineNames, InputError, probeEngines, useEngine } from "#karyon";

const VARIABLE = "KARYON_ENGINE";

/** Runs with the environment variable set, and puts back what was there. */
async function withVariable(value: string, body: () => Promise<void>): Promise<void> {
  const before = Deno.env.get(VARIABLE);
  Deno.env.set(VARIABLE, value);
  try {
    await body();
  } finally {
    if (before === undefined) Deno.env.delete(VARIABLE);
    else Deno.env.set(VARIABLE, before);
  }
}

Deno.test("useEngine() takes the best engine, and says so with its version", () =>
  withVariable("", async () => {
    const { name, sentence } = await useEngine();
    assertEquals([name, tf.getBackend()], [engineNames[0], engineNames[0]]);
    assertStringIncludes(sentence, `Engine: wasm (TensorFlow.js ${tf.version_core}`);
  }));

Deno.test("useEngine() follows the environment variable, and a given name before it", () =>
  withVariable("cpu", async () => {
    assertEquals((await useEngine()).name, "cpu");
    assertEquals(tf.getBackend(), "cpu");
    assertEquals((await useEngine("wasm")).name, "wasm");
    assertEquals(tf.getBackend(), "wasm");
  }));

Deno.test("useEngine() refuses a name that no engine has, and says where it stood", async () => {
  await assertRejects(
    () => useEngine("steam"),
    InputError,
    "the engine to be one of wasm, cpu",
  );
  await withVariable("steam", async () => {
    await assertRejects(
      () => useEngine(),
      InputError,
      `${VARIABLE} to be one of wasm, cpu`,
    );
  });
});

Deno.test("probeEngines() tries all and goes back to the one in use", async () => {
  await useEngine("wasm");
  assertEquals(await probeEngines(), { wasm: "works", cpu: "works" });
  assertEquals(tf.getBackend(), "wasm");
});
