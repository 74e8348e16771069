import type * as tf from "@tensorflow/tfjs";
import { InputError, messageOf } from "../base/mod.ts";
import { computeWith } from "./computation.ts";
import { readInside } from "./read_inside.ts";

/** The file beside `model.json` that holds a network whose sums are of 8-bit integers. */
export const INTEGER_FILE = "model.onnx";

/**
 * Has a network computed in 8 bit from now on, by ONNX Runtime, as `model.onnx` in its
 * folder says.
 *
 * @param folder of a model whose card says `weights.type` `int8`
 * @returns what computes, in words, and what frees it
 * @throws {InputError} if the file is missing or ONNX Runtime does not take it
 */
export async function computeInIntegers(
  network: tf.LayersModel,
  folder: string,
): Promise<{ readonly words: string; readonly dispose: () => void }> {
  const path = `${folder}/${INTEGER_FILE}`;
  const bytes = await readInside(folder, INTEGER_FILE);
  // Only now: most models do without, and so do their readers.
  const { openOnnxSession } = await import("../onnx/mod.ts");
  const session = await openOnnxSession(bytes).catch((cause) => {
    throw new InputError(messageOf(cause), { path, cause });
  });
  const maps = network.outputs[0]!.shape.at(-1);
  computeWith(network, async (values, shape) => {
    const found = await session.run(values, shape);
    const expected = [...shape.slice(0, 3), maps];
    if (found.shape.join() === expected.join()) return found.values;
    throw new InputError(
      `Expected maps of [${expected}], as model.json has them, but found [${found.shape}]`,
      { path },
    );
  });
  // What is in flight ends first, which nobody has to wait for.
  return { words: session.words, dispose: () => void session.dispose() };
}
