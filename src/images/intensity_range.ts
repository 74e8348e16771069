import type { Image } from "./image.ts";

/**
 * The gray levels that stand for 0 and 1, in the image's own units: the value v
 * becomes (v - black) / (white - black), which can be undone.
 */
export interface IntensityRange {
  readonly black: number;
  /** Above `black`. */
  readonly white: number;
  /** The shares of values, 0..1, at which the two were measured. */
  readonly percentiles: readonly [low: number, high: number];
}

/** The shares that images are stretched between here, for ranges and for models. */
export const PERCENTILES = [0.005, 0.998] as const;

/**
 * Which gray levels of an image should stand for 0 and 1: those below which the
 * shares `percentiles` of its values lie, all colours together, alpha left out.
 *
 * Cameras of 10, 12 or 14 bits write files of 16 and use a part of their range;
 * divided by 65535 they would be nearly black. Where the two levels fall
 * together, as on a dark field with few nuclei, the smallest and the largest
 * value are taken; of an image of one value, 0 and the most that its depth holds.
 *
 * @param percentiles shares, 0..1, the first below the second
 * @throws {RangeError} if they are not
 *
 * @example
 * ```ts
 * import { createImage, measureIntensityRange } from "#karyon";
 * const image = createImage(1001, 1, 1, 16);
 * for (let i = 0; i < 1001; i++) image.data[i] = 200 + i;
 * const { black, white } = measureIntensityRange(image);
 * if (black !== 205 || white !== 1198) throw new Error(`${black} ${white}`);
 * ```
 */
export function measureIntensityRange(
  image: Image,
  percentiles: readonly [low: number, high: number] = PERCENTILES,
): IntensityRange {
  const [low, high] = percentiles;
  if (!(low >= 0 && low < high && high <= 1)) {
    throw new RangeError(
      `Expected percentiles in 0..1, the first below the second, but found ${low} and ${high}`,
    );
  }
  const { data, channels, depth, alpha } = image;
  const colors = alpha ? channels - 1 : channels;
  const counts = new Uint32Array(2 ** depth);
  for (let i = 0; i < data.length; i += channels) {
    for (let c = 0; c < colors; c++) counts[data[i + c]!]! += 1;
  }
  const total = data.length / channels * colors;
  const between = (black: number, white: number) => ({ black, white, percentiles });
  const measured = between(
    levelAt(counts, low * (total - 1)),
    levelAt(counts, high * (total - 1)),
  );
  if (measured.white > measured.black) return measured;
  const whole = between(levelAt(counts, 0), levelAt(counts, total - 1));
  return whole.white > whole.black ? whole : between(0, 2 ** depth - 1);
}

/** The level of the value that comes `index`-th, rounded down, in order of size. */
function levelAt(counts: Uint32Array, index: number): number {
  let left = index;
  let level = 0;
  while (level < counts.length - 1 && (left -= counts[level]!) >= 0) level++;
  return level;
}

/**
 * The image's values with `black` at 0 and `white` at 1, alpha included;
 * values beyond the two lie below 0 and above 1, so that nothing is lost.
 *
 * @returns values in the order and the channels of the image
 *
 * @example
 * ```ts
 * import { applyIntensityRange, createImage } from "#karyon";
 * const image = createImage(3, 1, 1, 16);
 * image.data.set([100, 300, 600]);
 * const range = { black: 100, white: 500, percentiles: [0, 1] } as const;
 * if (applyIntensityRange(image, range).join() !== "0,0.5,1.25") throw new Error();
 * ```
 */
export function applyIntensityRange(
  { data }: Image,
  { black, white }: IntensityRange,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(data.length);
  const span = white - black;
  for (let i = 0; i < values.length; i++) values[i] = (data[i]! - black) / span;
  return values;
}

/**
 * The gray levels that {@linkcode applyIntensityRange} was given: each one exactly,
 * as long as the values were not changed or cut off since.
 *
 * @returns 0..65535, rounded
 *
 * @example
 * ```ts
 * import { undoIntensityRange } from "#karyon";
 * const range = { black: 100, white: 500, percentiles: [0, 1] } as const;
 * const levels = undoIntensityRange(Float32Array.of(0, 0.5, 1.25), range);
 * if (levels.join() !== "100,300,600") throw new Error();
 * ```
 */
export function undoIntensityRange(
  values: Float32Array,
  { black, white }: IntensityRange,
): Uint16Array<ArrayBuffer> {
  const levels = new Uint16Array(values.length);
  const span = white - black;
  for (let i = 0; i < levels.length; i++) {
    levels[i] = Math.min(Math.max(Math.round(values[i]! * span + black), 0), 65535);
  }
  return levels;
}
