import {
  type Dataset,
  drawSyntheticSample,
  findLoss,
  makeSourceImage,
  prepareDataset,
  readSourceImages,
  type Recipe,
  type Split,
  type TrainingSample,
} from "../mod.ts";
import { note } from "./output.ts";
import { progressBar } from "./progress.ts";
import type { TrainCommandOptions } from "./train_options.ts";

/** Reads what to train on and what to validate on, and says what it read. */
export async function readData(
  options: TrainCommandOptions,
  recipe: Recipe,
  dataset: Dataset,
  split: Split,
) {
  const { limit, data: source, cache } = options;
  const reading = progressBar("reading ");
  const [train, validation] = [split.train, split.validation].map(({ set, ids }) => (
    { set, ids: ids.slice(0, limit) }
  ));
  const isCut = recipe.augmentation !== undefined;
  const prepared = await prepareDataset({
    source,
    dataset,
    parts: isCut ? [validation!] : [validation!, train!],
    shape: { size: recipe.input.size, normalization: recipe.input.normalization },
    ...(cache ? {} : { cache: false }),
    onProgress: reading.update,
    onNote: note,
  });
  const shape = {
    normalization: recipe.input.normalization,
    labels: findLoss(recipe.loss).needsWeights || (recipe.maps?.length ?? 1) > 1,
    onProgress: reading.update,
  };
  const drawn = Array.from(
    { length: isCut ? recipe.drawn ?? 0 : 0 },
    (_, i) => makeSourceImage(drawSyntheticSample(options.seed, i), "drawn", shape),
  );
  const learned: readonly TrainingSample[] = isCut
    ? [...await readSourceImages(train!.set, train!.ids, shape), ...drawn]
    : prepared.parts[1]!;
  const checksum = await prepared.checksum();
  reading.stop();
  return {
    samples: { train: learned, validation: prepared.parts[0]! },
    data: { description: dataset.description, checksum },
  };
}
