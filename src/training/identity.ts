import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import { enginePrecision } from "../engine/mod.ts";
import type { Identity } from "./checkpoint.ts";
import type { TrainingSample } from "./feed.ts";
import type { Recipe } from "./recipe.ts";
import type { TrainOptions } from "./train.ts";

/** Says which images, down to their pixels and masks. */
function digest(samples: readonly TrainingSample[]): string {
  const hash = createHash("sha256");
  for (const sample of samples) {
    const { id, pixels, mask } = sample;
    hash.update(id).update(pixels).update(mask);
    if ("labels" in sample) hash.update(sample.labels);
  }
  return `${samples.length} images ${hash.digest("hex").slice(0, 12)}`;
}

/** The engine, and its precision where that is not float32: both change the numbers. */
export const engineInUse = () =>
  enginePrecision() === "float32"
    ? tf.getBackend()
    : `${tf.getBackend()} ${enginePrecision()}`;

/** What a checkpoint is known by. */
export function identify(
  { model, recipe, seed, train, validation }: TrainOptions,
): Identity {
  const fixed = fixedPartOf(recipe);
  return {
    architecture: `${model.name} with ${model.countParams()} parameters`,
    recipe: JSON.stringify(fixed),
    seed,
    engine: engineInUse(),
    train: digest(train),
    validation: digest(validation),
  };
}

/**
 * What must stay for the same result. Its words may change; its length as well,
 * unless the learning rate depends on it.
 */
function fixedPartOf({ name: _name, description: _words, epochs, ...fixed }: Recipe) {
  return fixed.schedule && fixed.schedule.kind !== "constant"
    ? { ...fixed, epochs }
    : fixed;
}
