/**
 * Sets of images with masks: where they come from, how they are split, and how
 * they become batches of tensors.
 *
 * @module
 */
export { type Batch, batches, type BatchOptions } from "./batches.ts";
export { checkDataset, type CheckOptions, type DatasetCheck } from "./check_dataset.ts";
export type { CheckedImage } from "./check_sample.ts";
export type { SetSummary } from "./check_set.ts";
export { type Choosable, chooseValidation } from "./choose_validation.ts";
export { type Dataset, type Inspection, readSamples, type SampleSet } from "./dataset.ts";
export { fetchDsb2018 } from "./fetch.ts";
export type { FetchedPart } from "./fetch_parts.ts";
export { findNearDuplicates, groupPairs, type NearDuplicate } from "./near_duplicates.ts";
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
export { runLengthDecode, runLengthEncode } from "./run_length.ts";
export { type LabelledSample, mergeLabels, type Sample } from "./sample.ts";
export { parseSplitList, type SplitList } from "./split_list.ts";
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
