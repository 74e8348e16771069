import { SYNTHETIC_ORDER, type SyntheticKindName } from "./kinds.ts";

/** The two parts, which share no sample. */
export type SyntheticSplit = "train" | "test";

/** How many samples a part has where nothing else is asked for. */
export const COUNTS = { train: 48, test: 16 } as const;

/** The seed of the set that `openDataset()` opens. */
export const SEED = 1;

/** The kind whose turn it is. */
export function kindAt(index: number): SyntheticKindName {
  return SYNTHETIC_ORDER[index % SYNTHETIC_ORDER.length]!;
}

/** What a sample is called; known without drawing it. */
export function syntheticId(
  split: SyntheticSplit,
  index: number,
  kind: SyntheticKindName = kindAt(index),
): string {
  return `${split}-${String(index).padStart(3, "0")}-${kind}`;
}
