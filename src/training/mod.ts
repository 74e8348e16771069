/**
 * Losses, recipes, and the loop that trains a network, stops and resumes.
 *
 * @module
 */
export { Adam } from "./adam.ts";
export { bestEpoch, type EpochRow, type History } from "./history.ts";
export { binaryCrossEntropy } from "./loss.ts";
export { findRecipe, type Recipe, recipes } from "./recipes.ts";
export { type Score, scoreSamples } from "./score.ts";
export { type CardFacts, makeCard } from "./make_card.ts";
export { train, type Trained, type TrainOptions } from "./train.ts";
export {
  trainInBackground,
  type TrainInBackgroundOptions,
} from "./train_in_background.ts";
