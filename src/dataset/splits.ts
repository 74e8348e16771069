import { createHash } from "node:crypto";
import dsb2018 from "../../data/splits/dsb2018.json" with { type: "json" };
import { InputError } from "../base/mod.ts";
import type { Dataset, SampleSet } from "./dataset.ts";
import { expectListFits, type SplitList } from "./split_list.ts";

/** Some samples of a set. */
export interface SplitPart {
  readonly set: SampleSet;
  readonly ids: readonly string[];
}

/** Which samples train, and which are looked at after each epoch. */
export interface Split {
  readonly name: "case-study" | "held-out";
  readonly train: SplitPart;
  readonly validation: SplitPart;
  /** What is scored once, at the end, where validation is something else. */
  readonly test?: SplitPart;
}

/** The training image whose masks the case study found to be bad. */
export const BAD_IMAGE =
  "7b38c9173ebe69b4c6ba7e703c0c27f39305d9b2910f46405993d2ea7a963b80";

/** The share of training images that {@linkcode heldOutSplit} validates on. */
export const VALIDATION_SHARE = 0.15;

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

/**
 * A split where nothing that is scored was used to choose anything: validation
 * chooses epochs and thresholds, and test is scored once.
 *
 * Of the 2018 Data Science Bowl, validation is a fixed list of training images in
 * `data/splits/dsb2018.json`, stratified by kind and size. Images that look alike are
 * on the same side; those that look like a test image, and the bad one, are on none.
 * Of other data, validation is the set of that name where there is one, and there is
 * no test where the data set has no other; else validation is those 15 % of train
 * whose ids have the lowest hashes, which knows nothing of likeness: `karyon split`
 * makes a list that does.
 *
 * @param list what `karyon split` made of this data set, in place of all that
 * @throws {InputError} if the list does not fit the data set, or there are neither
 *   validation images nor two training images
 *
 * @example
 * ```ts
 * import { heldOutSplit, openDataset } from "#karyon";
 * const { train, validation, test } = heldOutSplit(await openDataset());
 * if (train.ids.some((id) => validation.ids.includes(id))) throw new Error();
 * if (validation.set.name !== "train" || test?.set.name !== "test") throw new Error();
 * ```
 */
export function heldOutSplit(dataset: Dataset, list?: SplitList): Split {
  const { train: set, test, sets } = dataset;
  const name = "held-out";
  const last = { test: { set: test, ids: test.ids } };
  const fixed = list ?? (dataset.name === "dsb2018" ? dsb2018 : undefined);
  if (fixed) {
    expectListFits(fixed, dataset);
    const { train, validation } = fixed;
    return {
      name,
      train: { set, ids: train },
      validation: { set, ids: validation },
      ...last,
    };
  }
  const own = sets.find((one) => one.name === "validation");
  if (own) {
    return {
      name,
      train: { set, ids: set.ids },
      validation: { set: own, ids: own.ids },
      // Where there is no test set, the data set gives validation in its place.
      ...(own === test ? {} : last),
    };
  }
  const chosen = lowestHashes(dataset);
  return {
    name,
    train: { set, ids: set.ids.filter((id) => !chosen.has(id)) },
    validation: { set, ids: set.ids.filter((id) => chosen.has(id)) },
    ...last,
  };
}

function lowestHashes({ name: data, train: { ids, name } }: Dataset): Set<string> {
  if (ids.length < 2) {
    const advice = data === "own"
      ? ": put images to validate on into a folder validation/"
      : "";
    throw new InputError(
      `Expected at least 2 images of ${name} to split but found ${ids.length}${advice}`,
    );
  }
  // Salted, since other splits by name look at the hash of the name alone.
  const hashOf = (id: string) =>
    createHash("sha256").update(`held-out ${id}`).digest("hex");
  const byHash = ids.map((id) => [hashOf(id), id] as const).sort();
  const count = Math.max(1, Math.round(VALIDATION_SHARE * ids.length));
  return new Set(byHash.slice(0, count).map(([, id]) => id));
}
