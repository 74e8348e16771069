import { writeBeside } from "../base/mod.ts";
import type { Card, CardEvaluation } from "./card.ts";
import { readStoredModel } from "./model_folder.ts";

/** Whether two rows answer the same question, so that the newer one counts. */
const isSame = (a: CardEvaluation, b: CardEvaluation) =>
  a.protocol === b.protocol && a.checksum === b.checksum && a.split === b.split;

/** JSON for readers: the two limits of an interval stand on one line. */
const layOut = (card: Card) =>
  JSON.stringify(card, null, 2)
    .replace(/\[\s+(-?[\d.e-]+),\s+(-?[\d.e-]+)\s+\]/g, "[$1, $2]");

/**
 * Writes scores into a model's `card.json`, in place of earlier ones by the same
 * protocol on the same images.
 *
 * @param nameOrPath a name in `models/`, or a folder
 * @returns the card as it is now
 * @throws {InputError} if there is no such model
 */
export async function recordEvaluation(
  nameOrPath: string,
  evaluation: CardEvaluation,
): Promise<Card> {
  const { path, card } = await readStoredModel(nameOrPath);
  const others = (card.evaluations ?? []).filter((row) => !isSame(row, evaluation));
  const recorded: Card = { ...card, evaluations: [...others, evaluation] };
  await writeBeside(`${path}/card.json`, `${layOut(recorded)}\n`);
  return recorded;
}
