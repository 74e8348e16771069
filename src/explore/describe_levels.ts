import { GRAY_STEPS, type Levels } from "./measure_levels.ts";

/** Shares of values that `low` and `high` are measured at, as for stretching images. */
const LOW = 0.005;
const HIGH = 0.998;

/** Index of the value that comes `rank`-th, rounded down, from 0, in order of size. */
function indexAt(counts: ArrayLike<number>, rank: number): number {
  let left = rank;
  let index = 0;
  while (index < counts.length - 1 && (left -= counts[index]!) >= 0) index++;
  return index;
}

/** Facts in the image's own units: 0..255 or 0..65535, over all colour channels. */
export function describeValues({ counts, clipped, gray }: Levels) {
  const pooled = new Float64Array(counts[0]!.length);
  for (const channel of counts) channel.forEach((n, value) => pooled[value]! += n);
  const total = gray.length * counts.length;
  return {
    smallest: indexAt(pooled, 0),
    low: indexAt(pooled, LOW * (total - 1)),
    high: indexAt(pooled, HIGH * (total - 1)),
    brightest: indexAt(pooled, total - 1),
    mean: pooled.reduce((sum, n, value) => sum + n * value, 0) / total,
    clipped: clipped / gray.length,
  };
}

/** The mean, standard deviation and skewness of gray, from its counts. */
function moments(counts: Uint32Array, total: number) {
  const mean = counts.reduce((sum, n, step) => sum + n * step, 0) / total;
  let second = 0;
  let third = 0;
  counts.forEach((n, step) => {
    if (n === 0) return;
    const away = step - mean;
    second += n * away * away;
    third += n * away * away * away;
  });
  const spread = Math.sqrt(second / total);
  return {
    gray: mean / GRAY_STEPS,
    gray_spread: spread / GRAY_STEPS,
    gray_skew: spread === 0 ? 0 : third / total / spread ** 3,
  };
}

/** The mean share of one colour channel. */
function meanShare(counts: Uint32Array, shares: Float32Array, total: number): number {
  return counts.reduce((sum, n, value) => sum + n * shares[value]!, 0) / total;
}

/** Facts on gray and colour, in shares: these do not ask for a mask. */
export function describeColours(levels: Levels) {
  const { counts, grayCounts, yellowByGray, shares, saturation } = levels;
  const total = levels.gray.length;
  const at = (share: number) => indexAt(grayCounts, share * (total - 1));
  const middle = at(0.5);
  const [red, green, blue] = counts.length === 1
    ? [0, 0, 0]
    : counts.map((channel) => meanShare(channel, shares, total)) as [
      number,
      number,
      number,
    ];
  const sum = (values: ArrayLike<number>, from: number) => {
    let total = 0;
    for (let i = from; i < values.length; i++) total += values[i]!;
    return total;
  };
  return {
    ...moments(grayCounts, total),
    gray_low: at(0.05) / GRAY_STEPS,
    gray_middle: middle / GRAY_STEPS,
    gray_high: at(0.95) / GRAY_STEPS,
    red_green: red - green,
    yellow_blue: (red + green) / 2 - blue,
    bright_yellow_blue: sum(yellowByGray, middle) / sum(grayCounts, middle),
    saturation: saturation / total,
  };
}
