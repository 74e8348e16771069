/** How nuclei differ from what is around them; see `ImageFacts`. */
export interface Contrast {
  readonly difference: number | null;
  readonly contrast: number | null;
  readonly separation: number | null;
  readonly edge_sharpness: number | null;
}

/** The mean length of the gradient at nucleus pixels beside background. */
function edgeGradient(
  gray: Float32Array,
  mask: ArrayLike<number>,
  width: number,
  height: number,
): number {
  let sum = 0;
  let edges = 0;
  for (let y = 1; y < height - 1; y++) {
    let at = y * width + 1;
    for (const end = at + width - 2; at < end; at++) {
      if (mask[at] === 0) continue;
      const inside = mask[at - 1] !== 0 && mask[at + 1] !== 0 &&
        mask[at - width] !== 0 && mask[at + width] !== 0;
      if (inside) continue;
      const dx = gray[at + 1]! - gray[at - 1]!;
      const dy = gray[at + width]! - gray[at - width]!;
      sum += Math.sqrt(dx * dx + dy * dy) / 2;
      edges++;
    }
  }
  return edges === 0 ? NaN : sum / edges;
}

/** The value, or null where it is a division by nothing. */
const known = (value: number) => Number.isFinite(value) ? value : null;

/**
 * Compares gray inside and outside the mask.
 *
 * `contrast` is |a - b| / (a + b) of the two means (A. A. Michelson, Studies in
 * Optics, 1927); `separation` is |a - b| / sqrt((var a + var b) / 2), the d' of
 * signal detection (D. M. Green and J. A. Swets, 1966): 1 means that the two
 * overlap widely, 4 that a threshold separates them. `edge_sharpness` is the mean
 * gradient at the nuclei's border pixels over |a - b|: an ideal step has 0.5 or
 * more, an edge blurred over n pixels about 1 / n.
 *
 * @param mask row-major, 0 is background
 */
export function measureContrast(
  gray: Float32Array,
  mask: ArrayLike<number>,
  width: number,
  height: number,
): Contrast {
  const sums: [number, number] = [0, 0];
  const squares: [number, number] = [0, 0];
  let inside = 0;
  for (let pixel = 0; pixel < gray.length; pixel++) {
    const where = mask[pixel] === 0 ? 0 : 1;
    const value = gray[pixel]!;
    sums[where] += value;
    squares[where] += value * value;
    inside += where;
  }
  const outside = gray.length - inside;
  if (inside === 0 || outside === 0) {
    return { difference: null, contrast: null, separation: null, edge_sharpness: null };
  }
  const [background, nucleus] = [sums[0] / outside, sums[1] / inside];
  const variance = (squares[0] / outside - background ** 2) +
    (squares[1] / inside - nucleus ** 2);
  const away = Math.abs(nucleus - background);
  return {
    difference: nucleus - background,
    contrast: known(away / (nucleus + background)),
    separation: known(away / Math.sqrt(Math.max(variance, 0) / 2)),
    edge_sharpness: known(edgeGradient(gray, mask, width, height) / away),
  };
}
