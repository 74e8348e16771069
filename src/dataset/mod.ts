/**
 * Sets of images with masks: where they come from, how they are split, and how
 * they become batches of tensors.
 *
 * @module
 */
export { type Batch, batches, type BatchOptions } from "./batches.ts";
export { type Dataset, type Inspection, readSamples, type SampleSet } from "./dataset.ts";
export { fetchDsb2018 } from "./fetch.ts";
export type { FetchedPart } from "./fetch_parts.ts";
export { openDataset } from "./open.ts";
export { type PreparedSample, prepareSamples } from "./prepare.ts";
export type { Problem, ProblemCode } from "./problem.ts";
export { runLengthDecode, runLengthEncode } from "./run_length.ts";
export { mergeLabels, type Sample } from "./sample.ts";
export { BAD_IMAGE, caseStudySplit, type Split } from "./splits.ts";
export {
  drawSyntheticSample,
  syntheticSamples,
  type SyntheticSplit,
} from "./synthetic/samples.ts";
export { openZip, type Zip } from "./zip.ts";
