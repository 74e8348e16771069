import { createHash } from "node:crypto";

/** The share of images that train. */
const TRAIN_SHARE = 0.8;

/** 0 to below 1, spread evenly, the same for the same name everywhere and always. */
function placeOf(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}

/** Which of the two sets an image of that name belongs to. */
export function setByName(id: string): "train" | "test" {
  return placeOf(id) < TRAIN_SHARE ? "train" : "test";
}

/**
 * Splits by a fixed hash of the names, about 80 % to train and 20 % to test: an image
 * stays where it is when others are added. Of two or more, each set has one at least.
 */
export function splitByName<T extends { readonly id: string }>(
  images: readonly T[],
): { train: T[]; test: T[] } {
  const train = images.filter(({ id }) => setByName(id) === "train");
  const test = images.filter(({ id }) => setByName(id) === "test");
  const [full, empty] = train.length > 0 ? [train, test] : [test, train];
  if (empty.length === 0 && full.length > 1) empty.push(full.pop()!);
  return { train, test };
}
