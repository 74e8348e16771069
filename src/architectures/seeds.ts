/** Gives the seed of the next layer. */
export type NextSeed = () => number;

/** Hands out a seed for each layer, in the order in which layers are made. */
export function layerSeeds(seed: number): NextSeed {
  let next = seed * 1000;
  return () => ++next;
}

/**
 * The seed of a level's dropout, apart from those of the layers with weights: a
 * network begins with the same weights with and without dropout.
 */
export function dropoutSeed(seed: number, level: number): number {
  return seed * 1000 + 900 + level;
}
