import type { PreparedSample } from "./prepare.ts";

/**
 * Prepared samples one after the other in shared memory, into which workers write
 * and from which they read: first the pixels of all, then the masks of all.
 */
export interface PreparedBlock {
  readonly memory: SharedArrayBuffer;
  /** Where the block begins, in bytes; even. */
  readonly start: number;
  /** Of samples. */
  readonly count: number;
  /** Pixels along each side of a sample. */
  readonly size: number;
}

/** Bytes of a block: 2 for each of 3 colours and 1 for the mask, in each pixel. */
export const blockBytes = (count: number, size: number): number =>
  count * size * size * 7;

/** A block in new memory, all 0. */
export function createBlock(count: number, size: number): PreparedBlock {
  return {
    memory: new SharedArrayBuffer(blockBytes(count, size)),
    start: 0,
    count,
    size,
  };
}

/** The place of one sample in a block: what is written there is in the block. */
export function sampleAt(
  { memory, start, count, size }: PreparedBlock,
  index: number,
  id: string,
): PreparedSample {
  const area = size * size;
  const masks = start + count * area * 6;
  return {
    id,
    pixels: new Uint16Array(memory, start + index * area * 6, area * 3),
    mask: new Uint8Array(memory, masks + index * area, area),
  };
}

/** All bytes of a block. */
export function bytesOf({ memory, start, count, size }: PreparedBlock): Uint8Array {
  return new Uint8Array(memory, start, blockBytes(count, size));
}
