import {
  type Card,
  type Dataset,
  type Exposure,
  exposureOf,
  heldOutSplit,
  InputError,
  type SampleSet,
  type SplitPart,
} from "../mod.ts";

/** Which images can be scored. */
export const PARTS = ["test", "validation"] as const;

/** The images that are scored, by what they are. */
export interface ScoredPart extends SplitPart {
  readonly name: typeof PARTS[number];
}

/** Fewer images than this say little of a model. */
const FEW = 10;

/** The images that were asked for; validation where it stands in for a test set. */
export function imagesOf(dataset: Dataset, asked: typeof PARTS[number]): ScoredPart {
  const { test } = dataset;
  if (asked === "validation") {
    return { name: asked, ...heldOutSplit(dataset).validation };
  }
  const name = test.name === "validation" ? "validation" : "test";
  return { name, set: test, ids: test.ids };
}

/** What a model knew of the images, where the checksum is that of its training. */
export function exposureOfPart(
  card: Card,
  dataset: Dataset,
  { name, set }: ScoredPart,
  checksum: string,
): Exposure {
  const exposure = exposureOf(card, { checksum, split: name });
  if (exposure === "unseen" || set.name !== "validation") return exposure;
  // A set of that name never trains, and case-study chooses on it in test's place alone.
  const isChosenOn = card.training.protocol === "held-out" || set === dataset.test;
  return isChosenOn ? "chosen on" : "unseen";
}

/** How to have more than a few of one's own images scored, where a hash left them out. */
export function adviceOnFew(
  { name, description, train, test }: Dataset,
  part: ScoredPart,
  card: Card | undefined,
): string | undefined {
  const isSplitByHash = name === "own" &&
    /by a fixed hash of their names/.test(description);
  const { length } = train.ids;
  if (!isSplitByHash || part.name !== "test" || length === 0) return undefined;
  // What trained a model is not to be scored by it.
  if (part.ids.length >= FEW || card?.training.data === description) return undefined;
  return `Note: ${length} of ${length + test.ids.length} images ${
    length === 1 ? "is" : "are"
  } in train by a hash of their names; put all into a folder test/ to score all.`;
}

/** A set whose errors, which name the first bad file, say how to see all of them. */
export function advisingSet(set: SampleSet, data: string): SampleSet {
  return {
    ...set,
    read: async (id) => {
      try {
        return await set.read(id);
      } catch (cause) {
        if (!(cause instanceof InputError)) throw cause;
        throw new InputError(
          `${cause.message}; run "karyon check ${data}" to see all problems`,
          { cause },
        );
      }
    },
  };
}
