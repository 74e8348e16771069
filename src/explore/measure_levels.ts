import type { Image, IntensityRange } from "../images/mod.ts";

/** Gray is counted in steps of 1/4080: a sixteenth of a level of 8 bits. */
export const GRAY_STEPS = 4080;

/** The values of one image, counted; see `ImageFacts` for what gray is. */
export interface Levels {
  /** Gray by pixel, 0..1. */
  readonly gray: Float32Array;
  /** Pixels by gray, `GRAY_STEPS + 1` counts. */
  readonly grayCounts: Uint32Array;
  /** The sum of (R + G) / 2 - B over the pixels of each gray. */
  readonly yellowByGray: Float64Array;
  /** Pixels by value, 2^depth counts for each colour channel: red, green, blue or gray. */
  readonly counts: readonly Uint32Array[];
  /** What each of the 2^depth values is as a share, 0..1. */
  readonly shares: Float32Array;
  /** Sum over pixels of (max - min) / max of the colour channels. */
  readonly saturation: number;
  /** Pixels with a colour channel at the most that the depth holds. */
  readonly clipped: number;
}

/** The number of channels that carry colour. */
export function colourChannels({ channels, alpha }: Image): number {
  return channels - (alpha ? 1 : 0);
}

/** Each value's share of the depth, or of a range that was measured. */
function sharesOf(depth: 8 | 16, range: IntensityRange | undefined): Float32Array {
  const shares = new Float32Array(2 ** depth);
  const black = range?.black ?? 0;
  const white = range?.white ?? shares.length - 1;
  for (let value = 0; value < shares.length; value++) {
    shares[value] = Math.min(Math.max((value - black) / (white - black), 0), 1);
  }
  return shares;
}

/** One pass over the values. */
export function countLevels(image: Image, range?: IntensityRange): Levels {
  const shares = sharesOf(image.depth, range);
  const size = image.width * image.height;
  const colours = colourChannels(image);
  const levels = {
    gray: new Float32Array(size),
    grayCounts: new Uint32Array(GRAY_STEPS + 1),
    yellowByGray: new Float64Array(GRAY_STEPS + 1),
    counts: Array.from({ length: colours }, () => new Uint32Array(shares.length)),
    shares,
  };
  return { ...levels, ...(colours === 1 ? countGray : countColours)(image, levels) };
}

type Counted = Omit<Levels, "saturation" | "clipped">;
type Rest = Pick<Levels, "saturation" | "clipped">;

function countGray({ data, channels }: Image, levels: Counted): Rest {
  const { gray, grayCounts, shares } = levels;
  const counts = levels.counts[0]!;
  for (let pixel = 0, at = 0; pixel < gray.length; pixel++, at += channels) {
    const value = data[at]!;
    const share = shares[value]!;
    counts[value]!++;
    gray[pixel] = share;
    grayCounts[Math.round(share * GRAY_STEPS)]!++;
  }
  return { saturation: 0, clipped: counts[counts.length - 1]! };
}

function countColours({ data, channels }: Image, levels: Counted): Rest {
  const { gray, grayCounts, yellowByGray, shares } = levels;
  const [reds, greens, blues] = levels.counts as [Uint32Array, Uint32Array, Uint32Array];
  const most = shares.length - 1;
  let saturation = 0;
  let clipped = 0;
  for (let pixel = 0, at = 0; pixel < gray.length; pixel++, at += channels) {
    const r = data[at]!;
    const g = data[at + 1]!;
    const b = data[at + 2]!;
    reds[r]!++;
    greens[g]!++;
    blues[b]!++;
    if (r === g && g === b) {
      const share = shares[r]!;
      gray[pixel] = share;
      grayCounts[Math.round(share * GRAY_STEPS)]!++;
      if (r === most) clipped++;
      continue;
    }
    const red = shares[r]!;
    const green = shares[g]!;
    const blue = shares[b]!;
    const luma = Math.min(0.299 * red + 0.587 * green + 0.114 * blue, 1);
    const step = Math.round(luma * GRAY_STEPS);
    gray[pixel] = luma;
    grayCounts[step]!++;
    yellowByGray[step]! += (red + green) / 2 - blue;
    const largest = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
    const least = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
    if (largest > 0) saturation += (largest - least) / largest;
    if (r === most || g === most || b === most) clipped++;
  }
  return { saturation, clipped };
}
