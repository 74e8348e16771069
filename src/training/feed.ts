import { countMaps, MASK_ONLY } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";
import {
  balanceClasses,
  type BatchFeed,
  openAugmentedBatches,
  openPlainBatches,
  type PreparedSample,
  type SourceImage,
  squareAsSource,
} from "../dataset/mod.ts";
import { findLoss } from "./losses/registry.ts";
import type { Recipe } from "./recipe.ts";

/** What a network learns from: squares, or whole images to cut squares from. */
export type TrainingSample = PreparedSample | SourceImage;

const isSource = (sample: TrainingSample): sample is SourceImage => "peak" in sample;

/**
 * The batches that a recipe makes of samples: varied in a thread beside the
 * computation where the recipe has an augmentation, as they are where it has none.
 *
 * @throws {InputError} if whole images come with a recipe that does not cut squares
 *   from them, or its loss or maps need labels that samples lack
 */
export function openFeed(
  samples: readonly TrainingSample[],
  { name, input, batchSize, augmentation, balance, flip, loss, maps = MASK_ONLY }: Recipe,
  seed: number,
): BatchFeed {
  const weighBorders = findLoss(loss).needsWeights, targets = countMaps(maps) > 1;
  if (augmentation) {
    const sources = samples.map((one) => isSource(one) ? one : squareAsSource(one));
    if (weighBorders) expectLabels(sources, `the loss "${loss}"`);
    if (targets) expectLabels(sources, `the maps ${maps.join()}`);
    return openAugmentedBatches(sources, {
      size: input.size,
      batchSize,
      augmentation,
      seed,
      balance,
      // Of the whole set: an image with few nuclei would drown its borders.
      classWeights: weighBorders
        ? balanceClasses(sources.map(({ mask }) => mask))
        : undefined,
      targets,
    });
  }
  const whole = samples.find(isSource);
  if (whole || weighBorders || targets) {
    throw new InputError(
      `Expected the recipe ${name} to have an augmentation, which ${
        whole
          ? `cuts squares from whole images such as ${whole.id}`
          : targets
          ? `the maps ${maps.join()} need`
          : `the loss "${loss}" needs`
      }, but found none`,
    );
  }
  return openPlainBatches(samples as readonly PreparedSample[], {
    batchSize,
    flip: flip ?? false,
    seed,
  });
}

function expectLabels(sources: readonly SourceImage[], forWhat: string): void {
  const bare = sources.find(({ labels }) => labels === undefined);
  if (bare) {
    throw new InputError(
      `Expected labels of single nuclei for ${forWhat} but found none for "${bare.id}"`,
    );
  }
}
