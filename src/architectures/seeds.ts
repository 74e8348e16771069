/** Gives the seed of the next layer. */
export type NextSeed = () => number;

/** Hands out a seed for each layer, in the order in which layers are made. */
export function layerSeeds(seed: number): NextSeed {
  let next = seed * 1000;
  return () => ++next;
}
