import type { Model } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";

/** What a person looks for a model's card by: its file, or where it has none its name. */
export const cardFileOf = ({ path, card }: Pick<Model, "path" | "card">): string =>
  path === "" ? card.name : `${path}/card.json`;

/**
 * Reads what a card says; where that is wrong, the error names the card's file.
 *
 * @throws {InputError} as `read` does
 *
 * @example
 * ```ts
 * import { blameCard, loadModel, splittingOf, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const { threshold } = blameCard(model, () => splittingOf(model.card));
 * if (threshold !== model.card.threshold) throw new Error();
 * model.dispose();
 * ```
 */
export function blameCard<Said>(
  model: Pick<Model, "path" | "card">,
  read: () => Said,
): Said {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof InputError) || cause.path !== undefined) throw cause;
    throw new InputError(cause.message, { path: cardFileOf(model), cause });
  }
}
