import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  engineNames,
  enginePrecision,
  InputError,
  probeEngines,
  useEngine,
} from "#karyon";

const VARIABLE = "KARYON_ENGINE";

/** Runs with an environment variable set, and puts back what was there. */
async function withVariable(
  value: string,
  body: () => Promise<void>,
  variable = VARIABLE,
): Promise<void> {
  const before = Deno.env.get(variable);
  Deno.env.set(variable, value);
  try {
    await body();
  } finally {
    if (before === undefined) Deno.env.delete(variable);
    else Deno.env.set(variable, before);
  }
}

/** The same for what `KARYON_PRECISION` says. */
const withPrecision = (value: string, body: () => Promise<void>) =>
  withVariable(value, body, "KARYON_PRECISION");

Deno.test("useEngine() takes the best that works here, and says so with its version", () =>
  withVariable("", async () => {
    const probes = await probeEngines();
    const best = engineNames.find((name) => probes[name].works);
    const { name, sentence } = await useEngine();
    assertEquals([name, tf.getBackend()], [best, best]);
    assertStringIncludes(sentence, `Engine: ${best} (`);
    assertStringIncludes(sentence, `TensorFlow.js ${tf.version_core}`);
    // Every better one is named, with what it lacks.
    for (const better of engineNames.slice(0, engineNames.indexOf(best!))) {
      assertStringIncludes(sentence, `${better} is not available: `);
    }
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
    "the engine to be one of native, webgpu, wasm, cpu",
  );
  await withVariable("steam", async () => {
    await assertRejects(
      () => useEngine(),
      InputError,
      `${VARIABLE} to be one of native, webgpu, wasm, cpu`,
    );
  });
});

Deno.test("useEngine() refuses a precision that it does not know", async () => {
  await assertRejects(
    () => useEngine("cpu", { precision: "half" as never }),
    InputError,
    "the precision to be one of float32, bf16",
  );
});

Deno.test("useEngine() goes on to the next engine when bf16 is not to be had", async () => {
  const { name, sentence, details } = await useEngine("native", { precision: "bf16" });
  if (name === "native") assertEquals(details["precision"], "bf16");
  else {
    const words = "in float32 for want of bf16, because native is not available: ";
    assertStringIncludes(sentence, words);
  }
  assertEquals(enginePrecision(), name === "native" ? "bf16" : "float32");
});

Deno.test("useEngine() refuses bf16 of an engine that does not have it", async () => {
  for (const name of ["webgpu", "wasm", "cpu"]) {
    await assertRejects(
      () => useEngine(name, { precision: "bf16" }),
      InputError,
      `Expected the engine to be native, which alone has bf16, but found "${name}": leave the precision out`,
    );
  }
  await withVariable("wasm", async () => {
    const words = 'KARYON_ENGINE to be native, which alone has bf16, but found "wasm"';
    await assertRejects(
      () => useEngine(undefined, { precision: "bf16" }),
      InputError,
      `${words}: leave the precision out`,
    );
    await withPrecision("bf16", async () => {
      await assertRejects(
        () => useEngine(),
        InputError,
        `${words}: leave KARYON_PRECISION out`,
      );
    });
  });
});

Deno.test("useEngine() overrules the environment's bf16 for an engine without it", () =>
  withPrecision("bf16", async () => {
    const { name, sentence } = await useEngine("wasm");
    assertEquals([name, enginePrecision()], ["wasm", "float32"]);
    assertStringIncludes(sentence, "), in float32 for want of bf16.");
  }));

Deno.test("probeEngines() tries all, describes them and goes back to the one in use", async () => {
  await useEngine("wasm");
  const probes = await probeEngines();
  assertEquals(Object.keys(probes), [...engineNames]);
  assertEquals([probes.wasm.works, probes.cpu.works], [true, true]);
  for (const probe of Object.values(probes)) {
    const words = probe.works ? probe.words : probe.reason;
    assertEquals(words.length > 10, true, words);
  }
  assertEquals(tf.getBackend(), "wasm");
});
