import type { Dataset, SampleSet } from "./dataset.ts";

/** Which samples train, and which are looked at after each epoch. */
export interface Split {
  readonly name: "case-study";
  readonly train: { readonly set: SampleSet; readonly ids: readonly string[] };
  readonly validation: { readonly set: SampleSet; readonly ids: readonly string[] };
}

/** The training image whose masks the case study found to be bad. */
export const BAD_IMAGE =
  "7b38c9173ebe69b4c6ba7e703c0c27f39305d9b2910f46405993d2ea7a963b80";

/**
 * The published case study's split: all of train less the one bad image, and
 * all of test as validation (669 and 65 in the 2018 Data Science Bowl).
 *
 * It chooses the best epoch on the images that it is scored on. Use it to
 * compare with the case study's numbers, not to say how well a model will do
 * on new images.
 *
 * @example
 * ```ts
 * import { caseStudySplit, openDataset } from "#karyon";
 * const dataset = await openDataset();
 * const split = caseStudySplit(dataset);
 * if (split.train.ids.some((id) => split.validation.ids.includes(id))) throw new Error();
 * ```
 */
export function caseStudySplit(dataset: Dataset): Split {
  return {
    name: "case-study",
    train: {
      set: dataset.train,
      ids: dataset.train.ids.filter((id) => id !== BAD_IMAGE),
    },
    validation: { set: dataset.test, ids: dataset.test.ids },
  };
}
