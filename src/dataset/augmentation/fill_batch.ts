import { seededRandom } from "../../base/mod.ts";
import { borderWeights, type ClassWeights } from "../border_weights.ts";
import { nucleusTargets } from "../nucleus_targets.ts";
import type { SourceImage } from "../source_image.ts";
import { augmentImage } from "./augment.ts";
import type { Augmentation } from "./options.ts";

/** Where the numbers of a batch go. */
export interface BatchArrays {
  /** `batch * size * size * 3`, 0..1. */
  readonly images: Float32Array;
  /** `batch * size * size`, 0 or 1. */
  readonly masks: Uint8Array;
  /** `batch * size * size`, where the loss needs them. */
  readonly weights?: Float32Array | undefined;
  /** `batch * size * size * 2`, where the network learns them. */
  readonly targets?: Float32Array | undefined;
}

/** What all batches of a training have in common. */
export interface AugmentedShape {
  /** Pixels along each side. */
  readonly size: number;
  readonly batchSize: number;
  readonly augmentation: Augmentation;
  readonly seed: number;
  /** Weighs pixels by their nearness to two nuclei, where given, and by class. */
  readonly classWeights?: ClassWeights | undefined;
  /** Makes borders and distances too; see {@linkcode nucleusTargets}. Default false. */
  readonly targets?: boolean | undefined;
}

/** One batch to fill: some sources, and their places in the epoch. */
export interface BatchPlan {
  readonly epoch: number;
  /** The place of the batch's first image in its epoch. */
  readonly first: number;
  /** Which sources. */
  readonly indices: readonly number[];
}

/** More places than an epoch has images, so that no two draw the same numbers. */
const PLACES = 2 ** 20;

/**
 * Fills a batch. What is drawn for an image depends on the seed, the epoch and its
 * place in it alone, so it does not matter which thread does it, or when.
 */
export function fillBatch(
  sources: readonly SourceImage[],
  shape: AugmentedShape,
  { epoch, first, indices }: BatchPlan,
  { images, masks, weights, targets }: BatchArrays,
): void {
  const { size, augmentation, seed, classWeights } = shape;
  const area = size * size;
  indices.forEach((index, i) => {
    const random = seededRandom(seed, epoch * PLACES + first + i);
    const drawn = augmentImage(sources[index]!, size, augmentation, random);
    images.set(drawn.pixels, i * area * 3);
    masks.set(drawn.mask, i * area);
    if (classWeights) {
      weights!.set(borderWeights(drawn.labels!, size, size, { classWeights }), i * area);
    }
    if (!shape.targets) return;
    const { border, distance } = nucleusTargets(drawn.labels!, size, size);
    for (let pixel = 0, at = i * area * 2; pixel < area; pixel++) {
      targets![at++] = border[pixel]!;
      targets![at++] = distance[pixel]!;
    }
  });
}
