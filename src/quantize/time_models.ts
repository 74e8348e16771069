import { median } from "simple-statistics";
import type { Model } from "../architectures/mod.ts";
import { runNetwork } from "../segment/mod.ts";

/**
 * How long each of some models takes for an image, the network alone. They take turns,
 * image by image, and begin in turns, so that nothing that slows the machine down for
 * a while hits one of them alone.
 *
 * @param models whose inputs have the same size
 * @param inputs `size * size * 3` values each, as `prepareImage()` gives them
 * @returns milliseconds an image, the median, in the order of the models
 *
 * @example
 * ```ts
 * import { loadModel, timeModels, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const [ms] = await timeModels([model], [new Float32Array(256 * 256 * 3)]);
 * if (!(ms! > 0)) throw new Error(`${ms}`);
 * model.dispose();
 * ```
 */
export async function timeModels(
  models: readonly Model[],
  inputs: readonly Float32Array[],
): Promise<number[]> {
  const times: number[][] = models.map(() => []);
  // The first round compiles, allocates and is forgotten.
  for (const [round, data] of [inputs[0]!, ...inputs].entries()) {
    for (let k = 0; k < models.length; k++) {
      const at = (round + k) % models.length;
      const { network, card: { input: { size } } } = models[at]!;
      const start = performance.now();
      await runNetwork(network, [data], { width: size, height: size });
      if (round > 0) times[at]!.push(performance.now() - start);
    }
  }
  return times.map((one) => median(one));
}
