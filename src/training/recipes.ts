import { findByName } from "../base/mod.ts";
import type { InputShape } from "../images/mod.ts";

/** Everything that decides a training but the data, the network and the seed. */
export interface Recipe {
  readonly name: string;
  /** One sentence for a reader. */
  readonly description: string;
  readonly input: InputShape;
  readonly loss: "binary cross-entropy";
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Epochs without a lower validation loss after which training stops. */
  readonly patience: number;
  /** Whether each image is mirrored at random. */
  readonly flip: boolean;
}

const CASE_STUDY: Recipe = {
  name: "case-study",
  description:
    "the published case study: 256 x 256 RGB in 0..1, binary cross-entropy, Adam 1e-3, " +
    "early stopping on validation loss with patience 20, best epoch by Mean IoU",
  input: { size: 256, normalization: "none" },
  loss: "binary cross-entropy",
  learningRate: 1e-3,
  batchSize: 4,
  epochs: 100,
  patience: 20,
  flip: false,
};

/** Every recipe by name. */
export const recipes: Readonly<Record<string, Recipe>> = {
  "case-study": CASE_STUDY,
  stretched: {
    ...CASE_STUDY,
    name: "stretched",
    description:
      "the case study's recipe, with each image's 0.5 and 99.8 percentiles stretched to " +
      "0 and 1, and mirrored at random",
    input: { size: 256, normalization: "stretch" },
    flip: true,
  },
};

/**
 * @throws {InputError} if there is no such recipe
 *
 * @example
 * ```ts
 * import { findRecipe } from "#karyon";
 * if (findRecipe("case-study").patience !== 20) throw new Error();
 * ```
 */
export function findRecipe(name: string): Recipe {
  return findByName("the recipe", recipes, name);
}
