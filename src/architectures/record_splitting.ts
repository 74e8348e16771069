import { type Row, writeBeside } from "../base/mod.ts";
import type { Card, CardSplitting } from "./card.ts";
import { layOutCard } from "./lay_out_card.ts";
import { readStoredModel } from "./model_folder.ts";

/** How the nuclei of a model are told apart, and what that was chosen by. */
export interface SplittingChoice {
  /** Its threshold becomes the card's. */
  readonly splitting: CardSplitting;
  /** The scores that decided, with definition, split and n; see `Card.metrics`. */
  readonly measured: readonly (Row & { readonly metric: string })[];
}

/**
 * Writes into a model's `card.json` how its nuclei are told apart, in place of what
 * stood there. Evaluations go: they scored other nuclei.
 *
 * @param nameOrPath a name in `models/`, or a folder
 * @returns the card as it is now
 * @throws {InputError} if there is no such model
 */
export async function recordSplitting(
  nameOrPath: string,
  { splitting, measured }: SplittingChoice,
): Promise<Card> {
  const { path, card } = await readStoredModel(nameOrPath);
  const { name, architecture, parameters, input, ...rest } = card;
  const { threshold: _, splitting: __, evaluations: ___, ...kept } = rest;
  const definitions = new Set(measured.map(({ definition }) => definition));
  const others = card.metrics.filter(({ definition }) => !definitions.has(definition));
  const { threshold } = splitting;
  const first = { name, architecture, parameters, input, threshold, splitting };
  const recorded: Card = { ...first, ...kept, metrics: [...others, ...measured] };
  await writeBeside(`${path}/card.json`, layOutCard(recorded));
  return recorded;
}
