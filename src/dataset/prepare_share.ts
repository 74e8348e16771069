import type { InputShape } from "../images/mod.ts";
import type { SampleSet } from "./dataset.ts";
import { prepareSample } from "./prepare.ts";
import { type PreparedBlock, sampleAt } from "./prepared_block.ts";

/** What several threads do together. */
export interface SharedWork {
  readonly shape: InputShape;
  /** All write into the same one. */
  readonly block: PreparedBlock;
  /** One number in shared memory: how many samples somebody has begun. */
  readonly begun: Int32Array<SharedArrayBuffer>;
}

/** Samples under way in a thread: while one is decoded elsewhere, another is computed. */
const AT_ONCE = 3;

/**
 * Prepares one sample after the other until all are begun, here or elsewhere.
 *
 * @param wanted the samples of the block, in order
 * @param signal when aborted, nothing new is begun
 */
export async function prepareShare(
  { shape, block, begun }: SharedWork,
  wanted: readonly { readonly set: SampleSet; readonly id: string }[],
  signal: AbortSignal,
  onPrepared: (index: number) => void,
): Promise<void> {
  const prepareOneByOne = async () => {
    while (!signal.aborted) {
      const index = Atomics.add(begun, 0, 1);
      const next = wanted[index];
      if (!next) return;
      const { set, id } = next;
      const { pixels, mask } = prepareSample(await set.read(id), set.name, shape);
      const place = sampleAt(block, index, id);
      place.pixels.set(pixels);
      place.mask.set(mask);
      onPrepared(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, prepareOneByOne));
}
