import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type EngineName, type Precision, useEngine } from "#karyon";

/** Makes an engine the current one; one that fell back is not it. */
export async function start(
  name: EngineName,
  precision: Precision = "float32",
): Promise<void> {
  const engine = await useEngine(name, { precision });
  if (engine.name !== name) throw new Error(engine.sentence);
  assertEquals(tf.getBackend(), name);
}
