import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type EngineName, type Precision, useEngine } from "#karyon";
import { mendCpu } from "./mend_cpu.ts";

let restoreCpu: (() => void) | undefined;

/** Makes an engine the current one; one that fell back is not it. */
export async function start(
  name: EngineName,
  precision: Precision = "float32",
): Promise<void> {
  // An engine may borrow kernels from cpu: it must get them as they are.
  restoreCpu?.();
  restoreCpu = undefined;
  const engine = await useEngine(name, { precision });
  if (engine.name !== name) throw new Error(engine.sentence);
  assertEquals(tf.getBackend(), name);
}

/** Makes `cpu` the current engine, mended, to compare another with. */
export async function startReference(): Promise<void> {
  await start("cpu");
  restoreCpu = mendCpu();
}
