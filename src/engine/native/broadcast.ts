import type { Layout } from "./geometry.ts";
import { denseStrides } from "./onednn.ts";

/** Two operands and their result, with as few dimensions as tell them apart. */
export interface Broadcast {
  readonly a: number[];
  readonly b: number[];
  readonly result: number[];
}

/**
 * Merges neighbouring dimensions in which the same operands are repeated, so
 * that `[4, 256, 256, 16] + [16]` becomes `[262144, 16] + [1, 16]`.
 */
export function collapse(
  a: readonly number[],
  b: readonly number[],
  result: readonly number[],
): Broadcast {
  const pad = (shape: readonly number[]) => [
    ...new Array<number>(result.length - shape.length).fill(1),
    ...shape,
  ];
  const [paddedA, paddedB] = [pad(a), pad(b)];
  const merged: Broadcast = { a: [], b: [], result: [] };
  let previous = "";
  result.forEach((size, i) => {
    const sizeA = paddedA[i]!, sizeB = paddedB[i]!;
    if (size === 1) return;
    const kind = `${sizeA === size} ${sizeB === size}`;
    const last = merged.result.length - 1;
    if (kind === previous) {
      merged.a[last]! *= sizeA;
      merged.b[last]! *= sizeB;
      merged.result[last]! *= size;
    } else {
      merged.a.push(sizeA);
      merged.b.push(sizeB);
      merged.result.push(size);
    }
    previous = kind;
  });
  if (merged.result.length === 0) return { a: [1], b: [1], result: [1] };
  return merged;
}

/** A dense row-major layout. */
export const dense = (shape: number[]): Layout => [shape, denseStrides(shape)];
