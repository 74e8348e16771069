import { type Random, seededRandom, shuffle } from "../../base/mod.ts";
import type { BatchPlan } from "./fill_batch.ts";

/**
 * Draws items so that each comes as often as its number says, up or down to a whole
 * one: systematic sampling, whose draws are as many as the numbers' sum.
 */
function drawSystematically(often: readonly number[], random: Random): number[] {
  const offset = random();
  const drawn: number[] = [];
  let sum = 0;
  for (const index of shuffle([...often.keys()], random)) {
    const before = Math.floor(sum + offset);
    sum += often[index]!;
    for (let n = before; n < Math.floor(sum + offset); n++) drawn.push(index);
  }
  return drawn;
}

/**
 * The batches of an epoch, in an order that seed and epoch fix.
 *
 * @param often how often each source should come; one each where left out
 */
export function planEpoch(
  { count, epoch, seed, batchSize, often }: {
    readonly count: number;
    readonly epoch: number;
    readonly seed: number;
    readonly batchSize: number;
    readonly often?: readonly number[] | undefined;
  },
): BatchPlan[] {
  const random = seededRandom(seed, epoch);
  const drawn = often ? drawSystematically(often, random) : [...Array(count).keys()];
  const order = shuffle(drawn, random);
  return Array.from({ length: Math.ceil(order.length / batchSize) }, (_, i) => {
    const first = i * batchSize;
    return { epoch, first, indices: order.slice(first, first + batchSize) };
  });
}
