import { readClassicalScores } from "./classical_scores.ts";
import {
  type NucleusKindRow,
  nucleusKindRows,
  nucleusRows,
  type NucleusSources,
  type NucleusTableRow,
} from "./nucleus_scores.ts";
import { type ModelTableOptions, readCards } from "./read_cards.ts";

async function readSources(): Promise<NucleusSources> {
  const [cards, methods] = await Promise.all([readCards(), readClassicalScores()]);
  return { cards, methods };
}

/**
 * How well the models in `models/` and the classical methods find single nuclei, the
 * best average precision first: what cards and `data/scores/` say, nothing computed
 * anew.
 *
 * @throws {InputError} if the file of the classical methods is broken
 *
 * @example
 * ```ts
 * import { nucleusTable } from "#karyon";
 * for (const row of await nucleusTable()) {
 *   if (row.what === "classical" && row.test_images !== "unseen") throw new Error();
 * }
 * ```
 */
export async function nucleusTable(
  options: ModelTableOptions = {},
): Promise<NucleusTableRow[]> {
  return nucleusRows(await readSources(), options);
}

/**
 * The average precision by kind of image, in the order of {@linkcode nucleusTable}; the
 * most frequent kind first.
 *
 * @throws {InputError} if the file of the classical methods is broken
 *
 * @example
 * ```ts
 * import { nucleusKindTable } from "#karyon";
 * for (const { average_precision, images } of await nucleusKindTable()) {
 *   if (!(average_precision <= 1 && images > 0)) throw new Error();
 * }
 * ```
 */
export async function nucleusKindTable(
  options: ModelTableOptions = {},
): Promise<NucleusKindRow[]> {
  return nucleusKindRows(await readSources(), options);
}
