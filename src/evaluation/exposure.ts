import type { CardOrigin, Exposure } from "../architectures/mod.ts";

/** Which images a score is about: content and split of a data set. */
export interface ScoredImages {
  /** SHA-256 of the data set's content. */
  readonly checksum: string;
  /** `validation` means that of the protocol `held-out`. */
  readonly split: string;
}

/** What of a card's training tells. */
type Trained = Pick<CardOrigin, "checksum" | "protocol" | "from">;

/**
 * What a model knew of the images that it is scored on, so that nobody takes a
 * flattering score for an honest one.
 *
 * A model trained by the protocol `held-out` chose its epoch on the validation
 * images and has not seen the test images: its scores on these are clean by either
 * protocol. One trained by `case-study` chose on the test images, as the published
 * case study did, and was trained on what `held-out` validates on. Of another data
 * set's images a model knows nothing, unless it holds the same images, which the
 * checksum cannot tell. A model that was trained on from another knows what that one
 * knew.
 *
 * @example
 * ```ts
 * import { exposureOf, readStoredModel } from "#karyon";
 * const { card } = await readStoredModel("unet-small");
 * const { checksum } = card.training;
 * if (exposureOf(card, { checksum, split: "test" }) !== "chosen on") throw new Error();
 * if (exposureOf(card, { checksum: "another", split: "test" }) !== "unseen") {
 *   throw new Error();
 * }
 * ```
 */
export function exposureOf(
  { training }: { readonly training: Trained },
  images: ScoredImages,
): Exposure {
  const own = exposureIn(training, images);
  const before = training.from ? exposureOf({ training: training.from }, images) : own;
  return WORST_FIRST.find((exposure) => exposure === own || exposure === before)!;
}

const WORST_FIRST = ["trained on", "chosen on", "unseen"] as const;

/** What one training knew, whatever weights it started from. */
function exposureIn(
  training: Pick<CardOrigin, "checksum" | "protocol">,
  { checksum, split }: ScoredImages,
): Exposure {
  if (checksum !== training.checksum) return "unseen";
  const isHeldOut = training.protocol === "held-out";
  switch (split) {
    case "test":
      return isHeldOut ? "unseen" : "chosen on";
    case "validation":
      return isHeldOut ? "chosen on" : "trained on";
    default:
      return "trained on";
  }
}
