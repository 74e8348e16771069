import {
  caseStudySplit,
  type EngineName,
  openDataset,
  prepareDataset,
  readSourceImages,
  type Recipe,
} from "#karyon";
import type { Precision } from "./jobs.ts";

/** What is trained, by everybody alike. */
export interface QualityJob {
  /** A data set, as `openDataset()` takes it. */
  readonly source: string;
  /** In full, with the number of epochs that are to be trained at most. */
  readonly recipe: Recipe;
  /** Fixes the first weights, the order of the images and how they are varied. */
  readonly seed: number;
  /** Validation Mean IoU, 0..1, at which the training ends. */
  readonly target: number;
  readonly engine: EngineName;
  readonly precision: Precision;
  readonly threads: number;
  /** At most so many images of each part; all where left out. */
  readonly limit?: number;
}

/** The first line of a training: who trains, and what. */
export interface TraineeFacts {
  /** Names, versions, threads, precision. */
  readonly words: string;
  /** Of the network, moving statistics included. */
  readonly parameters: number;
  /** Images of an epoch. */
  readonly train: number;
  readonly validation: number;
}

/** Each further line: an epoch. */
export interface QualityEpoch {
  /** Counted from 1. */
  readonly epoch: number;
  /** The recipe's loss, mean over the training images. */
  readonly loss: number;
  /** Two-class Mean IoU over the validation images, the mean over images. */
  readonly val_mean_iou: number;
  /** From the start of the training to the end of this epoch's validation. */
  readonly seconds: number;
}

/** The network that is trained. */
export const ARCHITECTURE = "karyon-small";

/** Reads the case study's parts: whole images to cut from, squares to validate on. */
export async function readQualityData({ source, recipe, limit }: QualityJob) {
  const dataset = await openDataset(source);
  const { train, validation } = caseStudySplit(dataset);
  const { parts: [squares] } = await prepareDataset({
    source,
    dataset,
    parts: [{ set: validation.set, ids: validation.ids.slice(0, limit) }],
    shape: recipe.input,
    cache: false,
  });
  const sources = await readSourceImages(train.set, train.ids.slice(0, limit), {
    normalization: recipe.input.normalization,
  });
  await dataset.close();
  return { train: sources, validation: squares! };
}
