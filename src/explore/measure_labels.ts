/** The nuclei of one image, by label; index 0 is the background's. */
export interface LabelledNuclei {
  /** Pixels. */
  readonly areas: Uint32Array;
  /** 1 where a pixel of the nucleus is beside another nucleus, corners too. */
  readonly touching: Uint8Array;
  /** Gray's standard deviation over its mean. */
  readonly textures: Float64Array;
}

/**
 * Measures each nucleus in one pass.
 *
 * @param labels row-major, 0 is background, nuclei from 1
 */
export function measureLabels(
  labels: Int32Array,
  gray: Float32Array,
  width: number,
): LabelledNuclei {
  let most = 0;
  for (const label of labels) if (label > most) most = label;
  const areas = new Uint32Array(most + 1);
  const touching = new Uint8Array(most + 1);
  const sums = new Float64Array(most + 1);
  const squares = new Float64Array(most + 1);
  const meet = (label: number, other: number | undefined) => {
    if (other === undefined || other === 0 || other === label) return;
    touching[label] = touching[other] = 1;
  };
  for (let at = 0, x = 0; at < labels.length; at++, x = x + 1 === width ? 0 : x + 1) {
    const label = labels[at]!;
    if (label === 0) continue;
    const value = gray[at]!;
    areas[label]!++;
    sums[label]! += value;
    squares[label]! += value * value;
    // Four of the eight directions see every pair of neighbours once.
    if (x + 1 < width) {
      meet(label, labels[at + 1]);
      meet(label, labels[at + width + 1]);
    }
    if (x > 0) meet(label, labels[at + width - 1]);
    meet(label, labels[at + width]);
  }
  const textures = sums.map((sum, label) => {
    const mean = sum / areas[label]!;
    return mean > 0
      ? Math.sqrt(Math.max(squares[label]! / areas[label]! - mean ** 2, 0)) / mean
      : 0;
  });
  return { areas, touching, textures };
}
