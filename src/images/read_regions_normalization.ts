import type { OnProgress } from "../base/mod.ts";
import type { Image } from "./image.ts";
import { PERCENTILES } from "./intensity_range.ts";
import { valuesOf } from "./network_input.ts";
import type { Normalization } from "./normalize_intensity.ts";
import type { RegionReader } from "./read_regions.ts";

/** Gives a part of an image as the network takes it; see {@linkcode measureNormalization}. */
export type PartNormalization = (part: Image) => Float32Array;

/** How to pass over the file. */
export interface PassOptions {
  /** Counts rows. */
  readonly onProgress?: OnProgress;
  /** Stops after the rows in flight. */
  readonly signal?: AbortSignal;
}

/** Values read at a time. */
const AT_ONCE = 2 ** 21;

/**
 * Measures over a whole file, a few rows at a time, what its parts need in order to
 * be normalised as the whole image would be.
 *
 * @returns a function from a part (gray or RGB, of the file's depth) to RGB values in
 *   0..1, row-major: those that `normalizeIntensity(valuesForNetwork(image))` has at
 *   the same place
 * @throws the signal's reason once it is aborted
 *
 * @example
 * ```ts
 * import { createImage, measureNormalization, openRegions, writePng } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * const image = createImage(300, 1, 1);
 * for (let i = 0; i < 300; i++) image.data[i] = i / 4;
 * await writePng(`${folder}/a.png`, image);
 * const regions = await openRegions(`${folder}/a.png`);
 * const normalize = await measureNormalization(regions, "stretch");
 * const last = normalize(regions.read({ left: 299, top: 0, width: 1, height: 1 }));
 * if (last.join() !== "1,1,1") throw new Error(last.join());
 * await regions.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function measureNormalization(
  regions: RegionReader,
  normalization: Normalization,
  options: PassOptions = {},
): Promise<PartNormalization> {
  const { depth } = regions;
  if (normalization === "none" && depth === 8 && regions.channels === 1) {
    return (part) => valuesOf(part, "none", undefined, undefined);
  }
  const counts = await countLevels(regions, options);
  const lone = loneOf(counts);
  if (normalization === "none" && depth === 8) {
    return (part) => valuesOf(part, "none", undefined, lone);
  }
  // Gray stands for three channels that are alike, and so does a lone colour.
  const gray = counts.length === 1 ? counts[0] : counts[lone ?? -1];
  const channels = gray ? [gray, gray, gray] : counts;
  const together = channels[0]!.map((_, i) =>
    channels.reduce((sum, own) => sum + own[i]!, 0)
  );
  if (normalization === "none") {
    const range = rangeInUse(together);
    return (part) => valuesOf(part, "none", range, lone);
  }
  const most = 2 ** depth - 1;
  const limits = (normalization === "stretch" ? [together, together, together] : channels)
    // Both depths are counted in levels of 16 bits there: 255 stands at 65535.
    .map((own) =>
      PERCENTILES.map((share) => levelAt(own, share) * (65535 / most) / 65535)
    );
  return (part) => {
    const values = valuesOf(part, normalization, undefined, lone);
    limits.forEach(([black, white], channel) => {
      if (white! <= black!) return;
      const scale = 1 / (white! - black!);
      for (let i = channel; i < values.length; i += 3) {
        values[i] = Math.min(Math.max((values[i]! - black!) * scale, 0), 1);
      }
    });
    return values;
  };
}

/** As `findLoneChannel()` finds it in an image in memory. */
function loneOf(counts: readonly Float64Array[]): number | undefined {
  const bright = counts.map((levels) => levels.subarray(1).some((count) => count > 0));
  const lone = bright.indexOf(true);
  return counts.length === 3 && lone >= 0 && lone === bright.lastIndexOf(true)
    ? lone
    : undefined;
}

/** How often each level stands in each channel. */
async function countLevels(
  { width, height, channels, depth, read }: RegionReader,
  { onProgress, signal }: PassOptions,
): Promise<Float64Array[]> {
  const counts = Array.from({ length: channels }, () => new Float64Array(2 ** depth));
  const rows = Math.max(1, Math.floor(AT_ONCE / (width * channels)));
  for (let top = 0; top < height; top += rows) {
    signal?.throwIfAborted();
    const { data } = read({
      left: 0,
      top,
      width,
      height: Math.min(rows, height - top),
    });
    counts.forEach((own, channel) => {
      for (let i = channel; i < data.length; i += channels) own[data[i]!]! += 1;
    });
    onProgress?.(Math.min(height, top + rows), height);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return counts;
}

/** The level of the value below which a share of all values lies. */
function levelAt(counts: Float64Array, share: number): number {
  let left = share * (counts.reduce((sum, count) => sum + count, 0) - 1);
  let level = 0;
  while (level < counts.length - 1 && (left -= counts[level]!) >= 0) level++;
  return level;
}

/** As `measureIntensityRange()` takes it from an image in memory. */
function rangeInUse(counts: Float64Array) {
  const between = (low: number, high: number) => ({
    black: levelAt(counts, low),
    white: levelAt(counts, high),
    percentiles: PERCENTILES,
  });
  const measured = between(...PERCENTILES);
  if (measured.white > measured.black) return measured;
  const whole = between(0, 1);
  if (whole.white > whole.black) return whole;
  return { black: 0, white: counts.length - 1, percentiles: PERCENTILES };
}
