const DIAGONAL = Math.SQRT2;
const MIXED = (1 + Math.SQRT2) / 2;

/**
 * What a pixel of the border adds, by 2 for each of its neighbours above, below and
 * beside that are border too, and 10 for each at a corner: the table of Benkrid and
 * Crookes ("Design and FPGA Implementation of a Perimeter Estimator", 2000). Half of
 * the way to two neighbours each is 1, the root of 2, or one of both.
 */
const WEIGHTS = new Float64Array(49);
for (const code of [4, 6, 14, 16, 24, 26]) WEIGHTS[code] = 1;
for (const code of [20, 32]) WEIGHTS[code] = DIAGONAL;
for (const code of [12, 22]) WEIGHTS[code] = MIXED;

/**
 * The perimeter of every nucleus in pixels, as scikit-image's `perimeter()` with
 * `neighborhood=4` gives it for each alone: other nuclei and what lies beyond the
 * image are outside.
 *
 * @param labels row-major, 0 is background
 * @returns by label
 */
export function measurePerimeters(
  labels: Int32Array,
  width: number,
  height: number,
): Map<number, number> {
  const border = findBorder(labels, width, height);
  const perimeters = new Map<number, number>();
  border.forEach((isBorder, at) => {
    if (isBorder === 0) return;
    const label = labels[at]!;
    const x = at % width;
    const joins = (place: number) =>
      border[place] === 1 && labels[place] === label ? 1 : 0;
    let code = 2 * (joins(at - width) + joins(at + width));
    if (x > 0) {
      code += 2 * joins(at - 1) + 10 * (joins(at - width - 1) + joins(at + width - 1));
    }
    if (x < width - 1) {
      code += 2 * joins(at + 1) + 10 * (joins(at - width + 1) + joins(at + width + 1));
    }
    perimeters.set(label, (perimeters.get(label) ?? 0) + WEIGHTS[code]!);
  });
  return perimeters;
}

/** 1 where a pixel of a nucleus has one above, below or beside it that is not its own. */
function findBorder(labels: Int32Array, width: number, height: number): Uint8Array {
  const border = new Uint8Array(labels.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const label = labels[at]!;
      if (label === 0) continue;
      // Reading above the first or below the last row gives undefined: not its own.
      const isInside = x > 0 && x < width - 1 && labels[at - width] === label &&
        labels[at + width] === label && labels[at - 1] === label &&
        labels[at + 1] === label;
      if (!isInside) border[at] = 1;
    }
  }
  return border;
}
