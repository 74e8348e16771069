/**
 * Numbers the connected pieces of a mask: pixels that share an edge belong
 * together (4-connected), so nuclei that touch at a corner stay apart.
 *
 * Nuclei that touch along an edge merge: this is what plain masks allow.
 *
 * @param mask row-major, anything but 0 is nucleus
 * @param minArea pieces of fewer pixels become background
 * @returns 0 for background, else 1, 2, ... in the order of first pixels
 *
 * @example
 * ```ts
 * import { labelNuclei } from "#karyon";
 * const labels = labelNuclei(Uint8Array.of(1, 0, 1, 1, 0, 1), 3, 2);
 * if (labels.join() !== "1,0,2,1,0,2") throw new Error(labels.join());
 * ```
 */
export function labelNuclei(
  mask: ArrayLike<number>,
  width: number,
  height: number,
  minArea = 1,
): Int32Array {
  if (mask.length !== width * height) {
    throw new RangeError(
      `Expected a mask of ${width} x ${height} = ${
        width * height
      } pixels but found ${mask.length}`,
    );
  }
  const labels = new Int32Array(mask.length);
  const stack = new Int32Array(mask.length);
  let count = 0;
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || labels[start] !== 0) continue;
    const area = fill(mask, labels, stack, width, start, count + 1);
    if (area >= minArea) count++;
    // Marked, so that it is not filled again, and cleared below.
    else fill(labels, labels, stack, width, start, -1, count + 1);
  }
  if (minArea > 1) {
    for (let i = 0; i < labels.length; i++) if (labels[i]! < 0) labels[i] = 0;
  }
  return labels;
}

/** Gives one piece a label; `only` restricts it to pixels of that value. */
function fill(
  mask: ArrayLike<number>,
  labels: Int32Array,
  stack: Int32Array,
  width: number,
  start: number,
  label: number,
  only?: number,
): number {
  const belongs = (at: number) =>
    only === undefined ? mask[at] !== 0 && labels[at] === 0 : labels[at] === only;
  let top = 0, area = 0;
  stack[top++] = start;
  labels[start] = label;
  const visit = (at: number) => {
    if (!belongs(at)) return;
    labels[at] = label;
    stack[top++] = at;
  };
  while (top > 0) {
    const at = stack[--top]!;
    area++;
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at + width < mask.length) visit(at + width);
  }
  return area;
}
