/**
 * Losses, recipes, and the loop that trains a network, stops and resumes.
 *
 * @module
 */
export { Adam } from "./adam.ts";
export { hasCheckpoint } from "./checkpoint.ts";
export { bestEpoch, type EpochRow, type History } from "./history.ts";
export { binaryCrossEntropy } from "./losses/binary_cross_entropy.ts";
export { borderWeightedCrossEntropy } from "./losses/border_weighted_cross_entropy.ts";
export { diceLoss, type DiceOptions } from "./losses/dice_loss.ts";
export { focalLoss, type FocalOptions } from "./losses/focal_loss.ts";
export {
  findLoss,
  type Loss,
  losses,
  type LossName,
  type Truth,
} from "./losses/registry.ts";
export { mapsLoss } from "./losses/maps_loss.ts";
export { tverskyLoss, type TverskyOptions } from "./losses/tversky_loss.ts";
export type { Recipe } from "./recipe.ts";
export { findRecipe, loadRecipe, parseRecipe, recipes } from "./recipes.ts";
export type { TrainingSample } from "./feed.ts";
export { learningRateAt, type Schedule } from "./schedule.ts";
export { type Patches, samplePatches } from "./sample_patches.ts";
export { type Score, scoreSamples } from "./score.ts";
export { type CardFacts, makeCard } from "./make_card.ts";
export { train, type Trained, type TrainOptions } from "./train.ts";
export {
  trainInBackground,
  type TrainInBackgroundOptions,
} from "./train_in_background.ts";
export { WeightAverage } from "./weight_average.ts";
