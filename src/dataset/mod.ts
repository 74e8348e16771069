/**
 * Sets of images with masks: where they come from, how they are split, and how
 * they become batches of tensors.
 *
 * @module
 */
export { augmentImage } from "./augmentation/augment.ts";
export {
  type AugmentationExample,
  type AugmentationExamples,
  augmentationExamples,
  type ExampleOptions,
} from "./augmentation/augmentation_examples.ts";
export {
  type AugmentedOptions,
  openAugmentedBatches,
} from "./augmentation/augmented_batches.ts";
export { balanceLooks, type Look, lookOf } from "./augmentation/balance_looks.ts";
export { type Displacement, drawDisplacement } from "./augmentation/elastic.ts";
export type { AugmentedShape } from "./augmentation/fill_batch.ts";
export type { Augmentation } from "./augmentation/options.ts";
export type { WarpedImage } from "./augmentation/warp.ts";
export { type BatchFeed, openPlainBatches, type TrainingBatch } from "./batch_feed.ts";
export { type Batch, batches, type BatchOptions } from "./batches.ts";
export {
  balanceClasses,
  type BorderWeightOptions,
  borderWeights,
  type ClassWeights,
} from "./border_weights.ts";
export { checkDataset, type CheckOptions, type DatasetCheck } from "./check_dataset.ts";
export type { CheckedImage } from "./check_sample.ts";
export type { SetSummary } from "./check_set.ts";
export { type Choosable, chooseValidation } from "./choose_validation.ts";
export { type Dataset, type Inspection, readSamples, type SampleSet } from "./dataset.ts";
export { fetchDsb2018 } from "./fetch.ts";
export type { FetchedPart } from "./fetch_parts.ts";
export { findNearDuplicates, groupPairs, type NearDuplicate } from "./near_duplicates.ts";
export { type NucleusTargets, nucleusTargets } from "./nucleus_targets.ts";
export { openDataset } from "./open.ts";
export { hashDistance, type PerceptualHash, perceptualHash } from "./perceptual_hash.ts";
export { type PreparedSample, prepareSample, prepareSamples } from "./prepare.ts";
export {
  prepareDataset,
  type PreparedDataset,
  type PrepareOptions,
} from "./prepare_dataset.ts";
export type { ParallelOptions, Part } from "./prepare_in_parallel.ts";
export type { Problem, ProblemCode } from "./problem.ts";
export { runLengthDecode, runLengthEncode } from "../images/mod.ts";
export { type LabelledSample, mergeLabels, type Sample } from "./sample.ts";
export { parseSplitList, type SplitList } from "./split_list.ts";
export { shareSamples } from "./share.ts";
export {
  makeSourceImage,
  readSourceImages,
  type SourceImage,
  type SourceImageOptions,
  squareAsSource,
} from "./source_image.ts";
export {
  BAD_IMAGE,
  caseStudySplit,
  heldOutSplit,
  type Split,
  type SplitPart,
  VALIDATION_SHARE,
} from "./splits.ts";
export type { SyntheticSplit } from "./synthetic/ids.ts";
export type { SyntheticKindName } from "./synthetic/kinds.ts";
export { drawSyntheticSample, syntheticSamples } from "./synthetic/samples.ts";
export { makeThumbnail } from "./thumbnail.ts";
export { openZip, type Zip } from "./zip.ts";
