import { InputError } from "../base/mod.ts";
import type { ImageFacts } from "./image_facts.ts";
import type { KindExamples } from "./set_tables.ts";
import { countBy } from "./summaries.ts";

/** The first ids of each group, and its share of the split. */
function examples(
  facts: readonly ImageFacts[],
  nameOf: (fact: ImageFacts) => string,
  most: number,
): KindExamples[] {
  if (!Number.isInteger(most) || most < 0) {
    throw new InputError(`Expected a number of examples but found ${most}`);
  }
  const totals = Map.groupBy(facts, ({ split }) => split);
  return countBy(facts, nameOf).map(({ split, name, group }) => ({
    split,
    kind: name,
    images: group.length,
    share: group.length / totals.get(split)!.length,
    examples: group.slice(0, most).map(({ id }) => id).join(", "),
  }));
}

/**
 * Channels with what they are used for, such as `rgba, gray inside, opaque`: by split,
 * the most frequent first, with the ids of some images.
 *
 * @param most ids a row
 * @throws {InputError} if that is no number of ids
 *
 * @example
 * ```ts
 * import { channelExamples, createImage, exploreSamples } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(2, 1, 3) };
 *   yield { id: "b", image: createImage(2, 1, 3) };
 * }
 * const [row] = channelExamples(await exploreSamples(samples(), "train"));
 * if (row?.kind !== "rgb, gray inside" || row.examples !== "a, b") throw new Error();
 * ```
 */
export function channelExamples(
  facts: readonly ImageFacts[],
  most = 3,
): KindExamples[] {
  return examples(facts, ({ kind, gray_in_rgb, alpha_used, depth }) =>
    [
      kind,
      ...(gray_in_rgb ? ["gray inside"] : kind.startsWith("rgb") ? ["colour"] : []),
      ...(kind === "rgba" || kind === "gray-alpha"
        ? [alpha_used ? "alpha used" : "opaque"]
        : []),
      ...(depth === 16 ? ["16 bit"] : []),
    ].join(", "), most);
}

/**
 * Kinds by colour, see {@linkcode imageKind}, by split, the most frequent first, with
 * the ids of some images; images without a mask are "not known".
 *
 * @param most ids a row
 * @throws {InputError} if that is no number of ids
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, imageKindExamples } from "#karyon";
 * async function* samples() {
 *   const image = createImage(2, 1, 1);
 *   image.data.set([5, 90]);
 *   yield { id: "a", image, mask: Uint8Array.of(0, 1) };
 * }
 * const [row] = imageKindExamples(await exploreSamples(samples(), "train"));
 * if (row?.kind !== "white on black" || row.share !== 1) throw new Error();
 * ```
 */
export function imageKindExamples(
  facts: readonly ImageFacts[],
  most = 3,
): KindExamples[] {
  return examples(facts, ({ look }) => look ?? "not known", most);
}
