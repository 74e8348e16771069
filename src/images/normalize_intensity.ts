import { PERCENTILES } from "./intensity_range.ts";

/**
 * How a model wants its input's brightness: `none` keeps 0..1 by bit depth (of 16
 * bits, by their range in use); `stretch` maps each image's 0.5 and 99.8 percentiles to 0 and 1.
 */
export type Normalization = "none" | "stretch";

/** Every normalisation, for messages and options. */
export const normalizations = ["none", "stretch"] as const;

const [LOW, HIGH] = PERCENTILES;
const BINS = 65536;

/**
 * Brings one image's values to the range that a model was trained on.
 *
 * One pair of percentiles for all channels together, so that colours stay. An
 * image of one value only is left as it is.
 *
 * @param values 0..1, any number of channels; not changed
 * @returns new values in 0..1
 *
 * @example
 * ```ts
 * import { normalizeIntensity } from "#karyon";
 * const dark = Float32Array.from({ length: 1000 }, (_, i) => i / 10000);
 * const full = normalizeIntensity(dark, "stretch");
 * if (full[0] !== 0 || full[999] !== 1) throw new Error(`${full[0]} ${full[999]}`);
 * ```
 */
export function normalizeIntensity(
  values: Float32Array,
  normalization: Normalization,
): Float32Array {
  if (normalization === "none") return values.slice();
  const counts = new Uint32Array(BINS);
  for (let i = 0; i < values.length; i++) {
    counts[Math.round(values[i]! * (BINS - 1))]! += 1;
  }
  const black = percentile(counts, values.length, LOW);
  const white = percentile(counts, values.length, HIGH);
  if (white <= black) return values.slice();
  const scale = 1 / (white - black);
  return values.map((value) => Math.min(Math.max((value - black) * scale, 0), 1));
}

function percentile(counts: Uint32Array, total: number, share: number): number {
  let left = share * (total - 1);
  let bin = 0;
  while (bin < BINS - 1 && (left -= counts[bin]!) >= 0) bin++;
  return bin / (BINS - 1);
}
