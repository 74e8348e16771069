import dsb2018 from "../../data/splits/dsb2018.json" with { type: "json" };
import {
  type Card,
  type CardEvaluation,
  listModels,
  readStoredModel,
} from "../architectures/mod.ts";
import type { Protocol } from "./protocols.ts";

/** SHA-256 of the 2018 Data Science Bowl's images and masks, stage 1. */
export const DSB2018_CHECKSUM = dsb2018.checksum;

/** Which scores to tell; by default those on the contest's test images. */
export interface ModelTableOptions {
  /** SHA-256 of the data set's content. */
  readonly checksum?: string;
  /** `validation`, that of the protocol `held-out`, is what choices are made by. */
  readonly split?: "test" | "validation";
}

/** Whether scores are of those images. */
export function isOfImages(
  row: { readonly checksum: string; readonly split: string },
  { checksum = DSB2018_CHECKSUM, split = "test" }: ModelTableOptions,
): boolean {
  return row.checksum === checksum && row.split === split;
}

/**
 * The scores by one protocol on one set of images, where the card has them.
 *
 * @param splitting `components` for those of connected pieces alone; left out, those
 *   with nuclei told apart as the card says
 *
 * @example
 * ```ts
 * import { findEvaluation, readStoredModel } from "#karyon";
 * const { card } = await readStoredModel("unet-small");
 * const found = findEvaluation(card, "held-out", { split: "test" });
 * if (found?.scores["images"] !== 65) throw new Error();
 * ```
 */
export function findEvaluation(
  { evaluations = [] }: Pick<Card, "evaluations">,
  protocol: Protocol["name"],
  options: ModelTableOptions,
  splitting?: "components",
): CardEvaluation | undefined {
  return evaluations.find((row) =>
    row.protocol === protocol && row.splitting === splitting && isOfImages(row, options)
  );
}

/** The cards of all models in `models/`, by name. */
export async function readCards(): Promise<Card[]> {
  const names = await listModels();
  return await Promise.all(names.map(async (name) => (await readStoredModel(name)).card));
}
