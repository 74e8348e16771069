import { writeBeside } from "../base/mod.ts";
import type { Card, CardEvaluation } from "./card.ts";
import { layOutCard } from "./lay_out_card.ts";
import { readStoredModel } from "./model_folder.ts";

/** Whether two rows answer the same question, so that the newer one counts. */
const isSame = (a: CardEvaluation, b: CardEvaluation) =>
  a.protocol === b.protocol && a.checksum === b.checksum && a.split === b.split &&
  a.splitting === b.splitting;

/**
 * Writes scores into a model's `card.json`, in place of earlier ones by the same
 * protocol on the same images, with nuclei told apart in the same way.
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
  await writeBeside(`${path}/card.json`, layOutCard(recorded));
  return recorded;
}
