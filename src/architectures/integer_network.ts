import type * as tf from "@tensorflow/tfjs";
import { InputError, messageOf } from "../base/mod.ts";
import type { OnnxModel } from "../onnx/mod.ts";
import { computeWith } from "./computation.ts";
import { readInside } from "./read_inside.ts";

/** The file beside `model.json` that holds a network whose sums are of 8-bit integers. */
export const INTEGER_FILE = "model.onnx";

/** @throws {Error} if a number of the graph is none; ONNX Runtime would compute on */
function refuseUnreal({ graph }: OnnxModel): void {
  for (const [name, { values }] of graph.initializers) {
    if (!(values instanceof Float32Array)) continue;
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    throw new Error(`Expected finite numbers in ${name} but found ${values[at]}`);
  }
}

/**
 * Has a network computed in 8 bit from now on, by ONNX Runtime, as `model.onnx` in its
 * folder says.
 *
 * @param folder of a model whose card says `weights.type` `int8`
 * @param expected bytes of the file, as the card has them
 * @returns what computes, in words, and what frees it
 * @throws {InputError} if the file is missing, is another one, holds a number that is
 *   none, or ONNX Runtime does not take it
 */
export async function computeInIntegers(
  network: tf.LayersModel,
  folder: string,
  expected: number,
): Promise<{ readonly words: string; readonly dispose: () => void }> {
  const path = `${folder}/${INTEGER_FILE}`;
  const bytes = await readInside(folder, INTEGER_FILE);
  if (bytes.length !== expected) {
    throw new InputError(
      `Expected the ${expected} bytes that card.json tells of but found ${bytes.length}`,
      { path },
    );
  }
  // Only now: most models do without, and so do their readers.
  const { decodeOnnx, openOnnxSession } = await import("../onnx/mod.ts");
  try {
    refuseUnreal(decodeOnnx(bytes));
  } catch (cause) {
    throw new InputError(messageOf(cause), { path, cause });
  }
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
