import * as tf from "@tensorflow/tfjs";
import { InputError, type Row } from "../base/mod.ts";
import { measureArchitecture } from "./architecture_facts.ts";

/** The outputs of the heads L1, L2, ... of a U-Net++ with deep supervision. */
function findHeads(model: tf.LayersModel): tf.SymbolicTensor[] {
  const heads: tf.SymbolicTensor[] = [];
  const outputOf = (name: string) =>
    model.layers.find((layer) => layer.name === name)?.output;
  for (let output; (output = outputOf(`nucleus_${heads.length + 1}`));) {
    heads.push(output as tf.SymbolicTensor);
  }
  if (heads.length > 1) return heads;
  throw new InputError(
    `Expected a U-Net++ with deep supervision, with layers nucleus_1, nucleus_2, ..., but found "${model.name}" without`,
  );
}

/**
 * A U-Net++ with deep supervision that gives each head's probabilities for
 * itself, for a loss on each, as in the paper, or to compare them.
 *
 * It shares its layers with the given model: training one trains the other.
 * Dispose the given model alone, and use neither after that.
 *
 * @returns outputs L1, L2, ..., each `[batch, height, width, 1]`
 * @throws {InputError} if the model has no heads
 *
 * @example
 * ```ts
 * import { buildUNetPlusPlus, unetPlusPlusHeads, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNetPlusPlus({ filters: 2, deepSupervision: true });
 * if (unetPlusPlusHeads(model).outputs.length !== 3) throw new Error();
 * model.dispose();
 * ```
 */
export function unetPlusPlusHeads(model: tf.LayersModel): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: findHeads(model) });
}

/** The layers that a head needs, and no others, still those of the whole. */
function shareHead(model: tf.LayersModel, level: number): tf.LayersModel {
  const heads = findHeads(model);
  const output = heads[level - 1];
  if (!output) {
    throw new InputError(
      `Expected level to be an integer in 1..${heads.length} but found ${level}`,
    );
  }
  return tf.model({
    name: `${model.name}-l${level}`,
    inputs: model.inputs,
    outputs: output,
  });
}

/**
 * Cuts a trained U-Net++ down to what its head L1, L2, ... needs: the paper's
 * "fast mode". Everything below and to the right of that head is left out. The
 * deepest level leaves out the other heads alone.
 *
 * The weights are copied: both networks are used and disposed apart.
 *
 * Source: Zhou, Siddiquee, Tajbakhsh, Liang, "UNet++: A Nested U-Net
 * Architecture for Medical Image Segmentation", 2018, section 3.2.
 *
 * @param model built with `deepSupervision`, or loaded from such a one's folder
 * @param level 1 up to the model's depth
 * @returns the same input, and the probabilities of that head
 * @throws {InputError} if the model has no heads, or none of this level
 *
 * @example
 * ```ts
 * import { buildUNetPlusPlus, pruneUNetPlusPlus, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNetPlusPlus({ filters: 2, deepSupervision: true });
 * const small = pruneUNetPlusPlus(model, 1);
 * if (small.countParams() > model.countParams() / 5) throw new Error();
 * small.dispose();
 * model.dispose();
 * ```
 */
export function pruneUNetPlusPlus(model: tf.LayersModel, level: number): tf.LayersModel {
  const shared = shareHead(model, level);
  const copy = tf.LayersModel.fromConfig(
    tf.LayersModel,
    shared.getConfig(),
    {},
    // Drawn weights would be thrown away at once.
    true,
  ) as tf.LayersModel;
  for (const layer of shared.layers) {
    copy.getLayer(layer.name).setWeights(layer.getWeights());
  }
  return copy;
}

/**
 * What each head of a U-Net++ with deep supervision costs, the whole last.
 *
 * @param size height and width of the image that multiply-accumulates are counted for
 * @returns rows of `level` (`L1`, ..., `mean of heads`), `parameters`,
 *   `multiply_accumulates`, and of both the share of the whole's, in 0..1
 * @throws {InputError} if the model has no heads
 *
 * @example
 * ```ts
 * import { buildUNetPlusPlus, pruningTable, useEngine } from "#karyon";
 * await useEngine();
 * const model = buildUNetPlusPlus({ filters: 2, deepSupervision: true });
 * const [first, ...others] = pruningTable(model, 64);
 * if (first?.["level"] !== "L1" || others.length !== 3) throw new Error();
 * model.dispose();
 * ```
 */
export function pruningTable(model: tf.LayersModel, size = 256): Row[] {
  const heads = findHeads(model).map((_, i) => shareHead(model, i + 1));
  const facts = [...heads, model].map((network) => measureArchitecture(network, size));
  const whole = facts.at(-1)!;
  return facts.map(({ parameters, multiplyAccumulates }, i) => ({
    level: i < heads.length ? `L${i + 1}` : "mean of heads",
    parameters,
    parameter_share: parameters / whole.parameters,
    multiply_accumulates: multiplyAccumulates,
    multiply_accumulate_share: multiplyAccumulates / whole.multiplyAccumulates,
  }));
}
